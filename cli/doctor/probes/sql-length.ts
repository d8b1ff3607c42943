import { maxSqlLength } from '../../../data-api/request-size';
import { reasonOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface LengthsFound {
  readonly longest: Outcome;
  /** The same number of characters, in more bytes. */
  readonly wide: Outcome;
  readonly tooLong: Outcome;
}

export const sqlLength: Probe<LengthsFound> = {
  id: 'sql-length',
  question: 'Longest statement',
  ask: async (patient) => ({
    longest: await patient.callWhateverComes(textOfLength(maxSqlLength, 'x')),
    wide: await patient.callWhateverComes(textOfLength(maxSqlLength, 'ä')),
    tooLong: await patient.callWhateverComes(textOfLength(maxSqlLength + 1, 'x')),
  }),
  interpret({ longest, wide, tooLong }) {
    if (longest.kind !== 'result') {
      return {
        mark: 'note',
        answer: 'less than 65,536 characters',
        meaning: 'what runs alone has to be shorter',
        detail: `A text of 65,536 characters is refused: ${reasonOf(longest)}.`,
      };
    }
    if (wide.kind !== 'result') {
      return {
        mark: 'note',
        answer: '65,536 bytes',
        meaning: 'what runs alone has to be shorter',
        detail: `A text of 65,536 characters with umlauts is refused: ${reasonOf(wide)}.`,
      };
    }
    return {
      mark: 'fine',
      answer: tooLong.kind === 'result' ? 'above 65,536 characters' : '65,536 characters',
      meaning: 'scripts may be longer: they travel as a value',
    };
  },
};

function textOfLength(length: number, filling: string): string {
  const start = 'select 1 as one /* ';
  return `${start}${filling.repeat(length - start.length - 3)} */`;
}
