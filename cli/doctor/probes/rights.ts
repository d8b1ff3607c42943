import type { EngineName } from '../../../migration/migration';
import type { Probe } from '../probe';
import type { Rights } from '../rights';

export interface RightsFound {
  readonly engine: EngineName;
  readonly rights: Rights;
}

export const rights: Probe<RightsFound> = {
  id: 'rights',
  question: 'Rights of the user',
  ask: ({ engine, rights: found }) => Promise.resolve({ engine, rights: found }),
  interpret({ engine, rights: { user, database, missing, foreignOwner } }) {
    if (foreignOwner !== undefined) {
      return {
        mark: 'problem',
        answer: `the history is ${foreignOwner}'s`,
        meaning: 'only that user can migrate',
        detail: `The schema aurora_migrate belongs to ${foreignOwner}: use the secret of that user, not of ${user}.`,
      };
    }
    if (missing.length === 0) {
      return { mark: 'fine', answer: `${user} has all`, meaning: 'of what the history needs' };
    }
    const where = engine === 'aurora-postgresql' ? `DATABASE ${database}` : `${database}.*`;
    return {
      mark: 'problem',
      answer: `missing: ${missing.join(', ')}`,
      meaning: 'the history cannot be kept',
      detail: `As a user who may: GRANT ${missing.join(', ')} ON ${where} TO ${user};`,
    };
  },
};
