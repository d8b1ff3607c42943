import { firstWord, statementTokens } from './leading';
import { unquoted } from './quoted';
import type { Token } from './token';

/** A statement that handles a prepared statement. Names of variables come without their `@`. */
export type PrepareStatement =
  | {
      readonly kind: 'prepare';
      readonly name: string;
      readonly from: { readonly variable: string } | { readonly literal: string };
    }
  | { readonly kind: 'execute'; readonly name: string; readonly using: readonly string[] }
  | { readonly kind: 'deallocate'; readonly name: string };

/** Reads PREPARE, EXECUTE, DEALLOCATE PREPARE and DROP PREPARE; nothing for all else. */
export function parsePrepare(text: string): PrepareStatement | undefined {
  const verb = firstWord(text);
  if (!verbs.has(verb)) return undefined;
  const tokens = [...statementTokens(text)];
  if (verb === 'PREPARE') return prepare(text, tokens);
  if (verb === 'EXECUTE') return execute(text, tokens);
  if (tokens[1]?.word !== 'PREPARE' || tokens.length !== 3) return undefined;
  const name = nameOf(text, tokens[2]);
  return name === undefined ? undefined : { kind: 'deallocate', name };
}

const verbs: ReadonlySet<string> = new Set(['PREPARE', 'EXECUTE', 'DEALLOCATE', 'DROP']);

function prepare(text: string, tokens: readonly Token[]): PrepareStatement | undefined {
  const name = nameOf(text, tokens[1]);
  const source = tokens[3];
  if (name === undefined || tokens[2]?.word !== 'FROM' || tokens.length !== 4) return undefined;
  if (source?.kind === 'string') {
    return { kind: 'prepare', name, from: { literal: unquoted(textOf(text, source)) } };
  }
  const variable = variableOf(text, source);
  return variable === undefined ? undefined : { kind: 'prepare', name, from: { variable } };
}

function execute(text: string, tokens: readonly Token[]): PrepareStatement | undefined {
  const name = nameOf(text, tokens[1]);
  if (name === undefined) return undefined;
  const using: string[] = [];
  for (let index = 2; index < tokens.length; index += 2) {
    const variable = variableOf(text, tokens[index + 1]);
    const separator = index === 2 ? 'USING' : ',';
    if (tokens[index]?.word !== separator || variable === undefined) return undefined;
    using.push(variable);
  }
  return { kind: 'execute', name, using };
}

function nameOf(text: string, token: Token | undefined): string | undefined {
  if (token?.kind === 'word') return textOf(text, token);
  return token?.kind === 'name' ? unquoted(textOf(text, token)) : undefined;
}

function variableOf(text: string, token: Token | undefined): string | undefined {
  if (token?.kind !== 'variable') return undefined;
  const name = textOf(text, token).slice(1);
  if (name.startsWith('@')) return undefined;
  return /^['"`]/.test(name) ? unquoted(name) : name;
}

function textOf(text: string, { start, end }: Token): string {
  return text.slice(start, end);
}
