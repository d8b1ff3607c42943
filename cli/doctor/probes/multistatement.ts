import type { Outcome } from '../outcome';
import type { Probe } from '../probe';

export const multistatement: Probe<Outcome> = {
  id: 'multistatement',
  question: 'Two statements in a call',
  ask: (patient) => patient.call('select 1 as one; select 2 as two'),
  interpret: (outcome) => ({
    mark: 'fine',
    answer: outcome.kind === 'result' ? 'taken' : 'refused',
    meaning: 'none are sent: files are split before',
  }),
};
