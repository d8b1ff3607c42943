import { AuthoringError, checkFolder, type CheckedFolder } from '../../authoring/check-folder';
import type { EngineName } from '../../migration/migration';
import { folderOf } from '../context';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { counted } from '../format';
import { migrationJson, toJsonLine } from '../json';

export interface CheckOptions {
  readonly schema: string;
  readonly engine: EngineName;
  readonly json: boolean;
}

/** Says everything that is wrong in the scripts, without a database. */
export async function checkAction(
  { schema, engine, json }: CheckOptions,
  { stdout }: Environment,
): Promise<ExitCode> {
  const folder = folderOf(schema);
  const { manifest, problems } = await checkFolder(folder, engine);
  const isFine = problems.length === 0;
  if (json) {
    stdout.write(
      toJsonLine({
        engine,
        schema: folder,
        scripts: manifest.migrations.map(migrationJson),
        problems,
      }),
    );
  } else if (isFine) {
    stdout.write(`${summary(folder, manifest)}\n`);
  } else {
    stdout.write(`${new AuthoringError(problems).message}\n`);
  }
  return isFine ? exitCodes.done : exitCodes.failed;
}

function summary(folder: string, { migrations }: CheckedFolder['manifest']): string {
  const statements = migrations.reduce((sum, migration) => sum + migration.statements.length, 0);
  return `${folder}: ${counted(migrations.length, 'script')}, ${counted(statements, 'statement')}, no problem.`;
}
