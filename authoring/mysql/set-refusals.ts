import { statementTokens } from './leading';
import type { Token } from './token';

/** Why a SET cannot be part of a script; `autocommit` is the reason for that variable. */
export function setRefusal(text: string, autocommit: string): string | undefined {
  const tokens = [...statementTokens(text)];
  if (tokens.some((token, index) => assigns(text, token, tokens[index + 1], 'AUTOCOMMIT'))) {
    return autocommit;
  }
  if (tokens[1]?.word === 'ROLE') return role;
  const mode = splittingMode(text, tokens);
  return mode === undefined
    ? undefined
    : `sql_mode ${mode} cannot be set in a script: it changes where strings and names end, and ` +
        'scripts are split without it; remove it, and write scripts for the default mode';
}

const role =
  'SET ROLE cannot be part of a script: nothing takes it back in a connection that others use; ' +
  'remove it, and grant to the user of the migrations what the script needs';

/** True for `name =`, `@@name =`, `@@session.name :=`. */
function assigns(text: string, token: Token, next: Token | undefined, name: string): boolean {
  if (next?.word !== '=' && next?.word !== ':') return false;
  const target = text.slice(token.start, token.end).replaceAll('`', '').toUpperCase();
  return target === name || (target.startsWith('@@') && target.split(/[.@]/).at(-1) === name);
}

function splittingMode(text: string, tokens: readonly Token[]): string | undefined {
  const named = modes(text, tokens, /\b(?:ANSI_QUOTES|NO_BACKSLASH_ESCAPES)\b/i);
  if (named !== undefined) return named;
  const setsMode = tokens.some((token, index) =>
    assigns(text, token, tokens[index + 1], 'SQL_MODE'),
  );
  // ANSI stands for several modes, ANSI_QUOTES among them.
  return setsMode ? modes(text, tokens, /\bANSI\b/i) : undefined;
}

function modes(text: string, tokens: readonly Token[], pattern: RegExp): string | undefined {
  for (const { kind, start, end } of tokens) {
    const match =
      kind === 'string' || kind === 'word' ? pattern.exec(text.slice(start, end)) : null;
    if (match !== null) return match[0].toUpperCase();
  }
  return undefined;
}
