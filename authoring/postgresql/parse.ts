import type { Node, ParseResult, RawStmt } from 'libpg-query';
import { parse, SqlError } from 'libpg-query';

export interface ParsedStatement {
  /** In UTF-8 bytes of the SQL. Comments before the statement are part of it. */
  readonly start: number;
  /** Absent when the statement goes on to the end of the SQL. */
  readonly end?: number;
  readonly node: Node;
}

export interface ParseFailure {
  readonly message: string;
  /** In code points from 0, absent when the parser does not know where. */
  readonly codePoint?: number;
}

/** What PostgreSQL's own parser says. The SQL must not be white space only. */
export async function parsePostgresql(
  sql: string,
): Promise<{ readonly parsed: readonly ParsedStatement[] } | { readonly failure: ParseFailure }> {
  try {
    const result = (await parse(sql)) as ParseResult;
    return { parsed: (result.stmts ?? []).map(statementOf) };
  } catch (error) {
    if (isOutOfMemory(error)) return { failure: { message: tooLarge } };
    if (error instanceof SqlError) return { failure: failureOf(error) };
    // The parser itself gave up: SQL nested some ten thousand levels deep overflows its stack.
    const name = error instanceof Error ? error.name : '';
    if (name === 'RangeError' || name === 'RuntimeError') return { failure: { message: tooDeep } };
    throw error;
  }
}

// What is said of it depends on where in the parser the memory ends.
function isOutOfMemory(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  const { message } = error;
  return (
    message === 'out of memory' ||
    message === 'Parse result is null' ||
    message === 'Failed to allocate memory for parse result' ||
    ('name' in error && error.name === 'ExitStatus')
  );
}

const tooLarge = 'this statement is too large for the parser; split it';
const tooDeep = 'this statement is nested too deeply for the parser; split it';

function statementOf({
  stmt,
  stmt_location: start = 0,
  stmt_len: length,
}: RawStmt): ParsedStatement {
  if (stmt === undefined) throw new TypeError('the parser returned a statement without a tree');
  return length === undefined ? { start, node: stmt } : { start, end: start + length, node: stmt };
}

function failureOf({ message, sqlDetails }: SqlError): ParseFailure {
  const codePoint = sqlDetails?.cursorPosition ?? 0;
  // 0 is also what it says when it does not know.
  return codePoint > 0 ? { message, codePoint } : { message };
}
