import { counted } from '../format';
import type { Examination } from './examine';

export interface Verdict {
  readonly canMigrate: boolean;
  readonly message: string;
}

/** One sentence on all answers. */
export function verdictOf({ answers }: Pick<Examination, 'answers'>): Verdict {
  const problems = answers.filter(({ mark }) => mark === 'problem');
  if (problems.length > 0) {
    const names = problems.map(({ question, answer }) => `${question}: ${answer}`);
    return { canMigrate: false, message: `Migrations cannot run. ${names.join('; ')}.` };
  }
  const notes = answers.filter(({ mark }) => mark === 'note').length;
  const rest = notes === 0 ? '' : `, with ${counted(notes, 'thing')} to know`;
  return { canMigrate: true, message: `Migrations run${rest}.` };
}
