import type { Token } from './token';
import { Tokenizer } from './tokenizer';

/** Tokens of a statement without the marks of version comments, whose content is code. */
export function* statementTokens(text: string): Generator<Token, void> {
  const tokenizer = new Tokenizer(text);
  for (let token = tokenizer.next(); token !== undefined; token = tokenizer.next()) {
    if (token.kind === 'unclosed') return;
    if (!marks.has(token.kind)) yield token;
  }
}

/** The statement's first word in capitals; empty when it begins otherwise. */
export function firstWord(text: string): string {
  for (const { word } of statementTokens(text)) return word;
  return '';
}

/**
 * The words a statement begins with, without what may stand between a verb and its object:
 * `CREATE OR REPLACE DEFINER = 'a'@'b' VIEW v AS` is `CREATE VIEW V AS`.
 */
export function leadingWords(text: string): readonly string[] {
  const tokens = leadingTokens(text);
  const verb = tokens[0]?.word ?? '';
  const words = [verb];
  for (let index = 1; index < tokens.length; index += 1) {
    const word = tokens[index]?.word ?? '';
    if (words.length > 1) {
      words.push(word);
    } else if (word === 'ALGORITHM' || word === 'SQL') {
      index += word === 'SQL' ? 1 : 2; // SECURITY INVOKER is left; = MERGE
    } else if (word === 'DEFINER' && tokens[index + 1]?.word === '=') {
      index = userEnd(tokens, index + 2);
    } else if (!modifiers[verb]?.has(word)) {
      words.push(word);
    }
  }
  return words;
}

const marks: ReadonlySet<string> = new Set([
  'version-comment-start',
  'version-comment-end',
  'hint',
]);
const maxTokens = 24;
const maxTokensOfData = 4;
const dataVerbs: ReadonlySet<string> = new Set(['INSERT', 'REPLACE', 'UPDATE', 'DELETE', 'SELECT']);

/** Enough tokens to know what the statement is. */
function leadingTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const token of statementTokens(text)) {
    tokens.push(token);
    const isData = dataVerbs.has(tokens[0]?.word ?? '');
    if (tokens.length === (isData ? maxTokensOfData : maxTokens)) break;
  }
  return tokens;
}

const create = new Set(
  'OR REPLACE TEMPORARY UNIQUE FULLTEXT SPATIAL ONLINE OFFLINE AGGREGATE INVOKER DEFINER'.split(
    ' ',
  ),
);
const maintain = new Set(['LOCAL', 'NO_WRITE_TO_BINLOG']);
const modifiers: Readonly<Record<string, ReadonlySet<string>>> = {
  CREATE: create,
  ALTER: new Set([...create, 'IGNORE']),
  DROP: create,
  ANALYZE: maintain,
  OPTIMIZE: maintain,
  REPAIR: maintain,
  FLUSH: maintain,
};

/** Index of the last token of `a`@`b`, a@b, 'a' @ 'b' or CURRENT_USER(). */
function userEnd(tokens: readonly Token[], index: number): number {
  const next = tokens[index + 1];
  if (next?.kind === 'variable') return index + 1;
  return next?.word === '@' || next?.word === '(' ? index + 2 : index;
}
