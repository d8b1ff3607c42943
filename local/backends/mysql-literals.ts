import { escape } from 'mysql2';
import type { Placeholder } from '../backend';
import type { SqlParameter } from '../wire';

/**
 * The statement with its values written into it, as literals. MySQL does not prepare all of its own
 * grammar, and nobody has said that the service prepares there.
 */
export function spliced(parts: readonly string[], placeholders: readonly Placeholder[]): string {
  return parts.reduce((text, part, index) => {
    const parameter = placeholders[index - 1]?.parameter;
    // Where nothing is bound, MySQL finds a mark that it does not know.
    return `${text}${parameter === undefined ? '?' : literalOf(parameter)}${part}`;
  });
}

function literalOf({ value }: SqlParameter): string {
  if (value === undefined || value.isNull === true) return 'null';
  if (value.blobValue !== undefined) return escape(Buffer.from(value.blobValue, 'base64'));
  return escape(value.stringValue ?? value.longValue ?? value.doubleValue ?? value.booleanValue);
}
