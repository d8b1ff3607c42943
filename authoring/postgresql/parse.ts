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
    if (error instanceof SqlError) return { failure: failureOf(error) };
    if (isOutOfMemory(error)) return { failure: { message: tooMuch } };
    // The parser itself gave up: SQL nested some ten thousand levels deep overflows its stack.
    const name = error instanceof Error ? error.name : '';
    if (name === 'RangeError' || name === 'RuntimeError') return { failure: { message: tooDeep } };
    throw error;
  }
}

// How its WebAssembly ends, and what is there to be read then.
function isOutOfMemory(error: unknown): boolean {
  if (error instanceof Error) return error.message === 'Parse result is null';
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'ExitStatus';
}

const tooMuch = 'this is too much for the parser; split the script into several';
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
