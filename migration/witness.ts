/**
 * How the catalog tells whether a statement was applied that no transaction ties to the history.
 * It is made when a script is read, since the function that runs scripts parses no SQL.
 */
export type Witness = RepeatableWitness | ObjectWitness;

/** Nothing tells it, and nothing has to: the statement may run again without harm. */
export interface RepeatableWitness {
  readonly kind: 'repeatable';
}

/** The statement makes, removes or changes an object. */
export interface ObjectWitness {
  readonly kind: ObjectKind;
  /**
   * - `there`, `gone`: what is true of the object behind the statement, and not before it.
   * - `changed`: nothing of what the catalog shows of it is as it was.
   * - `more`: the object is a set, which gets a new member of a name that nobody knows before.
   */
  readonly expects: 'there' | 'gone' | 'changed' | 'more';
  /** The object's name as the catalog has it, behind the name of its schema where that is written. */
  readonly name: Path;
  /** Of what it is a part: the table of an index. */
  readonly of?: Path;
}

export type Path = readonly string[];

export const objectKinds = [
  'table',
  'column',
  'index',
  'indexes',
  'constraint',
  'partition',
  'trigger',
  'procedure',
  'function',
  'event',
  'database',
  'tablespace',
  'subscription',
  'reindexed',
  'vacuumed',
  'rewritten',
] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** What is told of a statement that is not in flight any more. */
export type Verdict = 'applied' | 'not applied' | 'repeatable' | 'unknown';

/** What `look` of an engine says of an object that is not there. */
export const absent = '-';

/** Behind what tells an object from others: it is there, and was left half-way. */
export const invalid = ' invalid';

/** Behind what tells an object from others: it has the name, and is no object of the kind. */
export const foreign = ' foreign';

/**
 * Decides from what the catalog showed before the statement and shows now.
 *
 * @param before undefined when nobody looked
 */
export function judge(witness: Witness, before: string | undefined, now: string): Verdict {
  if (witness.kind === 'repeatable') return 'repeatable';
  if (before === undefined) return 'unknown';
  switch (witness.expects) {
    case 'there':
      if (before !== absent) return leftAlone(before, now);
      return now === absent || now.includes(' ') ? 'not applied' : 'applied';
    case 'gone':
      if (before === absent) return leftAlone(before, now);
      return identityOf(before) === identityOf(now) ? 'not applied' : 'applied';
    case 'changed':
      if (before === absent || now === absent) return leftAlone(before, now);
      return hasCommonWord(before, now) ? 'repeatable' : 'applied';
    case 'more':
      return now === before ? 'not applied' : 'unknown';
  }
}

// The statement found what it was to come to, so it does nothing (IF NOT EXISTS) or fails.
function leftAlone(before: string, now: string): Verdict {
  return now === before ? 'repeatable' : 'unknown';
}

function identityOf(state: string): string {
  return state.split(' ')[0] ?? '';
}

function hasCommonWord(before: string, now: string): boolean {
  const words = new Set(before.split(' '));
  return now.split(' ').some((word) => words.has(word));
}

/** A witness as the manifest and the runners have it. */
export type EncodedWitness =
  | readonly ['repeatable']
  | readonly [kind: string, expects: string, name: Path]
  | readonly [kind: string, expects: string, name: Path, of: Path];

export function encodeWitness(witness: Witness): EncodedWitness {
  if (witness.kind === 'repeatable') return ['repeatable'];
  const { kind, expects, name, of } = witness;
  return of === undefined ? [kind, expects, name] : [kind, expects, name, of];
}

/** Undefined for what is no witness. */
export function decodeWitness(value: unknown): Witness | undefined {
  if (!Array.isArray(value)) return undefined;
  const [kind, expects, name, of, ...rest] = value as readonly unknown[];
  if (value.length === 1 && kind === 'repeatable') return { kind };
  if (!isOneOf(objectKinds, kind) || !isOneOf(expectations, expects)) return undefined;
  if (!isPath(name) || rest.length > 0) return undefined;
  if (of === undefined) return { kind, expects, name };
  return isPath(of) ? { kind, expects, name, of } : undefined;
}

const expectations = ['there', 'gone', 'changed', 'more'] as const;

function isOneOf<T extends string>(names: readonly T[], value: unknown): value is T {
  return names.some((name) => name === value);
}

function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}
