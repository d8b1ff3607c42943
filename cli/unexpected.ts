import { MigrationError } from '../migration/errors';

/** What an error that is none of ours says, in one line where that is possible. */
export function messageOf(error: unknown): string {
  // A refused connection to a name with several addresses is told as one error for each.
  const parts = property(error, 'errors');
  if (Array.isArray(parts) && parts.length > 0) return parts.map(messageOf).join('; ');
  const message = property(error, 'message');
  if (typeof message !== 'string' || message === '') return String(error);
  // Messages that were made of other errors, name and all.
  return error instanceof MigrationError
    ? message
    : message.replace(/^(?:(?:[A-Z]\w*|error): )+/, '');
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): unknown {
  return property(error, 'code');
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.getOwnPropertyDescriptor(value, name)?.value as unknown)
    : undefined;
}
