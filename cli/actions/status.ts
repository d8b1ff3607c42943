import { planOf } from '../../migration/read-plan';
import { compareWithHistory, schemaVersionOf, type Script } from '../../migration/compare';
import type { HistoryEntry } from '../../migration/history';
import { PlanRefusedError, type PlanProblem } from '../../migration/plan-refused-error';
import { colorsOf } from '../colors';
import { withContext, type SchemaContext, type SchemaOptions } from '../context';
import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { explainScript } from '../explain-script';
import { entryJson, migrationJson, toJsonLine } from '../json';
import { Progress } from '../progress';
import type { SchemaStatus } from '../schema-status';
import { statusText } from '../status-text';

/** Holds the folder against the history. */
export async function statusAction(
  options: SchemaOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { stdout, variables } = environment;
  const show = async (context: SchemaContext): Promise<SchemaStatus> => {
    const read = await readStatus(context);
    stdout.write(
      options.json
        ? toJsonLine({ engine: context.engine.name, ...statusJson(read) })
        : statusText(read, context, colorsOf(stdout, variables)),
    );
    return read;
  };
  const progress = new Progress(environment);
  const status = await withContext(options, progress, show, { readsOnly: true });
  const isFine = status.scripts.every(({ needsAttention }) => !needsAttention);
  return isFine ? exitCodes.done : exitCodes.failed;
}

async function readStatus(context: SchemaContext): Promise<SchemaStatus> {
  const { engine, database, manifest } = context;
  const history = (await engine.readHistory(database, 0)) ?? [];
  const problems = await problemsOf(context, history);
  const schemaVersion = schemaVersionOf(history);
  return {
    ...(schemaVersion !== undefined && { schemaVersion }),
    scripts: compareWithHistory(manifest, history).map((script) => {
      const problem = problems.find((candidate) => isAbout(candidate, script));
      return { ...script, ...explainScript(script, problem) };
    }),
  };
}

async function problemsOf(
  context: SchemaContext,
  history: readonly HistoryEntry[],
): Promise<readonly PlanProblem[]> {
  try {
    await planOf(context, history);
    return [];
  } catch (error) {
    if (error instanceof PlanRefusedError) return error.problems;
    throw error;
  }
}

function isAbout(problem: PlanProblem, { version }: Script): boolean {
  const about = 'migration' in problem ? problem.migration : problem.entry;
  return about.version === version;
}

function statusJson({ schemaVersion, scripts }: SchemaStatus): object {
  return {
    ...(schemaVersion !== undefined && { schemaVersion }),
    scripts: scripts.map(({ state, migration, entry, explanation, needsAttention }) => ({
      state,
      ...(entry && entryJson(entry)),
      // What the folder says of a script goes before what the history says.
      ...(migration && migrationJson(migration)),
      ...(explanation !== undefined && { explanation }),
      needsAttention,
    })),
  };
}
