import { reasonOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface ResponsesFound {
  /** 900 kB, more than a page of the history. */
  readonly page: Outcome;
  /** 1.2 MB. */
  readonly tooLarge: Outcome;
  /** A row of 70 kB. */
  readonly tooWide: Outcome;
}

export const responseSize: Probe<ResponsesFound> = {
  id: 'response-size',
  question: 'Largest answer',
  ask: async (patient) => ({
    page: await patient.callWhateverComes(rowsOf(15, 60_000)),
    tooLarge: await patient.callWhateverComes(rowsOf(20, 60_000)),
    tooWide: await patient.callWhateverComes(rowsOf(1, 70_000)),
  }),
  interpret({ page, tooLarge, tooWide }) {
    if (page.kind !== 'result') {
      return {
        mark: 'problem',
        answer: 'less than 900 kB',
        meaning: 'a long history cannot be read',
        detail: `An answer of 900 kB is refused: ${reasonOf(page)}.`,
      };
    }
    const size = tooLarge.kind === 'result' ? 'above 1 MiB' : '1 MiB';
    const row = tooWide.kind === 'result' ? 'above 64 KB' : '64 KB';
    return {
      mark: 'fine',
      answer: `${size}, a row ${row}`,
      meaning: 'the history is read in pages of 700 kB',
    };
  },
};

function rowsOf(count: number, bytes: number): string {
  const numbers = Array.from({ length: count }, (_, index) => `select ${String(index)} as n`);
  return `select repeat('x', ${String(bytes)}) as filling from (${numbers.join(' union all ')}) numbers`;
}
