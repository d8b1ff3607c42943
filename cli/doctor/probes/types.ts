import { textOf, type Outcome } from '../outcome';
import type { Probe } from '../probe';

export interface TypeFound {
  readonly type: string;
  readonly outcome: Outcome;
}

export interface TypeExamples {
  /** Expression of each type, by its name for people. */
  readonly examples: Readonly<Record<string, string>>;
  /** Those that the service is known to refuse. */
  readonly refused: readonly string[];
}

export function types({ examples, refused: known }: TypeExamples): Probe<readonly TypeFound[]> {
  return {
    id: 'types',
    question: 'Types that are not returned',
    async ask(patient) {
      const found: TypeFound[] = [];
      for (const [type, example] of Object.entries(examples)) {
        const outcome = await patient.callWhateverComes(`select ${example} as value`);
        found.push({ type, outcome });
      }
      return found;
    },
    interpret(found) {
      const refused = found.filter(({ outcome }) => isRefused(outcome)).map(({ type }) => type);
      const plain = found.filter(({ type, outcome }) => type === 'text' && !isText(outcome));
      if (plain.length > 0) {
        return {
          mark: 'problem',
          answer: 'text',
          meaning: 'the history cannot be read',
        };
      }
      return {
        mark: 'fine',
        answer: compared(refused, known),
        meaning: 'the history is cast to text',
      };
    },
  };
}

function compared(refused: readonly string[], known: readonly string[]): string {
  if (known.length === 0) return refused.length === 0 ? 'none' : refused.join(', ');
  const more = refused.filter((type) => !known.includes(type));
  const fewer = known.filter((type) => !refused.includes(type));
  const differences = [
    ...(more.length === 0 ? [] : [`also ${more.join(', ')}`]),
    ...(fewer.length === 0 ? [] : [`not ${fewer.join(', ')}`]),
  ];
  return differences.length === 0 ? 'those that are known' : differences.join('; ');
}

// A type that the server does not have is an error of the database, and nothing is known of it.
function isRefused({ kind }: Outcome): boolean {
  return kind === 'result refused' || kind === 'refused' || kind === 'lost';
}

function isText(outcome: Outcome): boolean {
  return outcome.kind === 'result' && textOf(outcome.rows[0]?.[0] ?? null) === 'a';
}
