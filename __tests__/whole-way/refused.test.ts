import fc from 'fast-check';
import { readMigrations } from '../../authoring/read-folder';
import { useFolders } from '../authoring/folder';
import type { HostileScript } from './hostile-script';
import { mysqlScript } from './mysql/statements';
import { postgresqlScript } from './postgresql/statements';

const createFolder = useFolders();
const { WHOLE_WAY_RUNS = '100', WHOLE_WAY_SEED = '20260102' } = process.env;
const settings = { seed: Number(WHOLE_WAY_SEED), numRuns: Number(WHOLE_WAY_RUNS) };

// What no database can be given as it is, wherever in a file it stands.
const bytes = ['00', 'eda080', 'edb080', 'c080', 'f4908080', '80', 'e28220', 'ff', 'f09f98'];
const poisons = {
  'aurora-postgresql': ["select ':x", 'select $a$ b', '/* a', 'commit;', '\\set a b', 'select :a;', 'selct 1;'],
  'aurora-mysql': ["select ':x", 'select "a', 'select `a', '/* a', 'commit;', 'source a', 'use b;', 'lock tables t read;'],
} as const; // prettier-ignore

describe.each([
  ['aurora-postgresql', postgresqlScript],
  ['aurora-mysql', mysqlScript],
] as const)('a hostile script for %s', (engine, scripts) => {
  it('is refused at the line of what cannot arrive', async () => {
    const poison = fc.oneof(
      fc.record({
        poisoned: fc.constantFrom(...bytes).map((hex) => Buffer.from(hex, 'hex')),
        isFirst: fc.boolean(),
      }),
      // At the end, since a quote behind it would close what it opens.
      fc.record({
        poisoned: fc.constantFrom(...poisons[engine]).map((text) => Buffer.from(text)),
        isFirst: fc.constant(false),
      }),
    );
    await fc.assert(
      fc.asyncProperty(scripts, poison, async (script, { poisoned, isFirst }) => {
        const { text } = script;
        const content = isFirst
          ? Buffer.concat([poisoned, Buffer.from(`\n${text.replace('\uFEFF', '')}`)])
          : Buffer.concat([Buffer.from(text), poisoned, Buffer.from('\n')]);

        const lines = await linesRefused(script, content);

        expect(lines).toContain(isFirst ? 1 : text.split('\n').length);
      }),
      settings,
    );
  });

  async function linesRefused(script: HostileScript, content: Uint8Array): Promise<unknown[]> {
    const name = `V1__${script.description}.sql`;
    const folder = await createFolder({ [name]: content });
    const error: unknown = await readMigrations(folder, engine).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AuthoringError' });
    const { problems } = error as { readonly problems: readonly { file: string; line?: number }[] };
    expect(problems.map(({ file }) => file)).toContain(`${folder}/${name}`);
    return problems.map(({ line }) => line);
  }
});
