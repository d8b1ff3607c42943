import fc from 'fast-check';
import { parse } from 'libpg-query';
import { splitPostgresql } from '../../../authoring/postgresql/split';
import type { GeneratedFile } from './generate';
import { generatedFile } from './generate';

// The generator knows the boundaries since it made them: nothing here is computed by the code
// under test or by the parser that it uses.
const settings = { seed: 20260102, numRuns: 3000, interruptAfterTimeLimit: 10_000 } as const;
const byteOrderMark = '\uFEFF';

describe('splitPostgresql, fuzzed', () => {
  it('finds the statements that a file was put together from, each at its place', async () => {
    await fc.assert(
      fc.asyncProperty(generatedFile({ broken: false }), fc.boolean(), async (file, hasMark) => {
        const bytes = Buffer.from(hasMark ? byteOrderMark + file.text : file.text);

        const { statements, problems } = await splitPostgresql({
          text: file.text,
          byteOffset: hasMark ? 3 : 0,
        });

        expect(problems).toEqual([]);
        expect(statements.map(({ text, line, column }) => ({ text, line, column }))).toEqual(
          file.statements.map((statement) => placed(file, statement)),
        );
        expect(statements.map(({ start, end }) => bytes.subarray(start, end).toString())).toEqual(
          file.statements.map(({ text }) => text),
        );
      }),
      settings,
    );
  });

  it('gives statements that the parser takes as exactly one each', async () => {
    await fc.assert(
      fc.asyncProperty(generatedFile({ broken: false }), async ({ text }) => {
        const { statements } = await splitPostgresql({ text, byteOffset: 0 });

        for (const statement of statements) {
          const tree = (await parse(statement.text)) as { readonly stmts: readonly unknown[] };
          expect(tree.stmts).toHaveLength(1);
        }
      }),
      { ...settings, numRuns: 300 },
    );
  });

  it('reports each broken statement at its place, and finds all others', async () => {
    await fc.assert(
      fc.asyncProperty(generatedFile({ broken: true }), async (file) => {
        const { statements, problems } = await splitPostgresql({ text: file.text, byteOffset: 0 });

        expect(statements.map(({ text }) => text)).toEqual(
          file.statements.filter(({ isBroken }) => !isBroken).map(({ text }) => text),
        );
        expect(problems.map(({ line, column }) => ({ line, column }))).toEqual(
          file.statements
            .filter(({ isBroken }) => isBroken)
            .map((statement) => placed(file, statement))
            .map(({ line, column }) => ({ line, column })),
        );
      }),
      settings,
    );
  });
});

function placed(
  { text }: GeneratedFile,
  statement: GeneratedFile['statements'][number],
): { readonly text: string; readonly line: number; readonly column: number } {
  const lines = text.slice(0, statement.index).split('\n');
  const column = Array.from(lines.at(-1) ?? '').length + 1;
  return { text: statement.text, line: lines.length, column };
}
