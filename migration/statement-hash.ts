import { createHash } from 'node:crypto';

/**
 * The hash that a checkpoint records: each statement's text, with LF line ends, hashed
 * together with the hash before it. The runners in the database compute the same chain.
 */
export function hashStatements(texts: readonly string[], before = ''): string {
  return texts.reduce(
    (hash, text) =>
      createHash('sha256')
        .update(hash + text.replaceAll('\r\n', '\n'))
        .digest('hex'),
    before,
  );
}
