import type { RawAnswer, RawValue, ServiceWords } from '../../data-api/raw-data-api';
import {
  RequestRefusedError,
  SqlError,
  StatementTimeoutError,
  UnknownOutcomeError,
  UnsupportedResultError,
  type SqlErrorDetails,
} from '../../migration/errors';
import { RequestTooLargeError } from '../../data-api/request-errors';

/** What a call came to, as far as a probe has to tell it apart. */
export type Outcome =
  | { readonly kind: 'result'; readonly labels: readonly string[]; readonly rows: Rows }
  /** The database said no. */
  | { readonly kind: 'sql error'; readonly words: ServiceWords; readonly details: SqlErrorDetails }
  /** The service said no; `timeout` and `result` tell that the statement ran. */
  | {
      readonly kind: 'refused' | 'timeout' | 'result refused';
      readonly words: ServiceWords;
    }
  /** Nobody knows what became of the call. */
  | { readonly kind: 'lost'; readonly words: ServiceWords };

export type Rows = readonly (readonly RawValue[])[];

/** The outcome of a call; undefined when the answer says nothing about the call itself. */
export function outcomeOf(answer: RawAnswer): Outcome | undefined {
  if (answer.kind === 'result') {
    return { kind: 'result', labels: answer.labels, rows: answer.rows };
  }
  const { words, error } = answer;
  if (error instanceof SqlError) return { kind: 'sql error', words, details: error.details };
  if (error instanceof StatementTimeoutError) return { kind: 'timeout', words };
  if (error instanceof UnsupportedResultError) return { kind: 'result refused', words };
  if (error instanceof UnknownOutcomeError) return { kind: 'lost', words };
  if (error instanceof RequestRefusedError || error instanceof RequestTooLargeError) {
    return { kind: 'refused', words };
  }
  return undefined;
}

/** The only value of a result, as text; undefined when there is none. */
export function valueOf(outcome: Outcome): string | undefined {
  const value = outcome.kind === 'result' ? outcome.rows[0]?.[0] : undefined;
  return value === undefined ? undefined : textOf(value);
}

export function textOf(value: RawValue): string {
  return typeof value === 'object' && value !== null ? value.kind : String(value);
}

/** Why a call did not give a result, in the words of whoever refused it. */
export function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'result') return 'it gave a result';
  const { name, message } = outcome.words;
  if (outcome.kind === 'sql error') return outcome.details.message;
  // A validation error quotes what it did not like.
  const said = message.length > 300 ? `${message.slice(0, 300)}…` : message;
  return said === '' || said === 'UnknownError' ? name : `${name}: ${said}`;
}
