import fc from 'fast-check';
import { splitMysql } from '../../../authoring/mysql/split';
import { script, type GeneratedScript } from './script-generator';

const budgetMs = 25_000;

describe('splitMysql, on generated scripts', () => {
  it('finds the very statements that a script was put together from', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.constantFrom(0, 3), async (generated, byteOffset) => {
        const { statements, problems } = await splitMysql({ text: generated.text, byteOffset });

        expect(problems).toEqual([]);
        expect(
          statements.map(({ text, start, end, line, column }) => ({
            text,
            start,
            end,
            line,
            column,
          })),
        ).toEqual(placesOf(generated, byteOffset));
      }),
      {
        seed: 4,
        numRuns: 30000,
        interruptAfterTimeLimit: budgetMs,
        markInterruptAsFailure: false,
      },
    );
  }, 30_000);
});

/** Places, found another way than the splitter does. */
function placesOf({ text, statements }: GeneratedScript, byteOffset: number): readonly object[] {
  return statements.map((statement) => {
    const lines = text.slice(0, statement.index).split('\n');
    const start = byteOffset + Buffer.byteLength(text.slice(0, statement.index));
    return {
      text: statement.text,
      start,
      end: start + Buffer.byteLength(statement.text),
      line: lines.length,
      column: [...(lines.at(-1) ?? '')].length + 1,
    };
  });
}
