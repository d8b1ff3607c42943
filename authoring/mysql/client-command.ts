import type { Token } from './token';

/** Says that a statement begins with a command of the mysql client; nothing when it does not. */
export function clientCommand(text: string, token: Token): string | undefined {
  const word = text.slice(token.start, token.end);
  return token.kind === 'word' && commands.has(token.word) ? notSql(word) : undefined;
}

/** Says what is wrong with a backslash outside of strings. */
export function backslash(text: string, index: number): string {
  const command = text.slice(index, index + 2).trim();
  switch (command) {
    case '\\G':
    case '\\g':
      return `${command} ends a statement in the mysql client only; write ; in its place`;
    case '\\N':
      return '\\N is no value in MySQL 8.0; write NULL';
    case '\\':
      return 'a backslash outside of strings is no SQL; the mysql client drops it here; remove it';
    default:
      return notSql(command);
  }
}

function notSql(command: string): string {
  return `${command} is a command of the mysql client, which cannot run over the Data API; remove it`;
}

// Those that are SQL too (USE, HELP) are left out: the server, or another rule, answers them.
const commands: ReadonlySet<string> = new Set(
  `CHARSET CLEAR CONNECT EDIT EGO EXIT GO NOPAGER NOTEE NOWARNING PAGER PRINT PROMPT
   QUERY_ATTRIBUTES QUIT REHASH RESETCONNECTION SOURCE STATUS SYSTEM TEE WARNINGS`.split(/\s+/),
);
