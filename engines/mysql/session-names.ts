import { leadingWords } from './leading-words';
import { toRunnerStatement } from './prepared-statements';

/** Something of the session that a script may change. */
export type SessionName = readonly [kind: 'user' | 'system' | 'temporary' | 'locks', name: string];

/**
 * What the runner puts back after a script, found in the script's text, since MySQL has no
 * list of it. A name too many is harmless: an unknown one is passed over.
 */
export function sessionNames(texts: readonly string[]): readonly SessionName[] {
  const names = new Map<string, SessionName>();
  const add = (kind: SessionName[0], name: string | undefined): void => {
    if (name !== undefined) names.set(`${kind} ${name.toLowerCase()}`, [kind, name.toLowerCase()]);
  };
  for (const text of texts) {
    for (const [, name] of text.matchAll(userVariable)) add('user', name);
    for (const [, name] of text.matchAll(temporaryTable)) add('temporary', name);
    const { setup = '' } = toRunnerStatement(text);
    for (const [, name] of setup.matchAll(userVariable)) add('user', name);
    if (/\bget_lock\s*\(/i.test(text)) add('locks', 'all');
    if (/\blast_insert_id\s*\(/i.test(text)) add('system', 'last_insert_id');
    const words = leadingWords(text);
    if (!words.startsWith('set')) continue;
    if (/^set\s+(?:session\s+|local\s+)?transaction\b/.test(words)) {
      for (const name of transactionVariables) add('system', name);
    }
    for (const [, name] of text.matchAll(assignment)) {
      const variable = name?.replace(/^.*\./, '').toLowerCase();
      if (variable !== undefined && !runnersOwn.has(variable)) add('system', variable);
    }
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

const userVariable = /(?<![@\w$.])@`?([A-Za-z0-9_$]+)/g;
const temporaryTable =
  /\bcreate\s+temporary\s+table\s+(?:if\s+not\s+exists\s+)?`?([A-Za-z0-9_$]+)/gi;
const assignment = /(?<![@\w$.])(?:@@)?((?:(?:session|local)\.)?[a-z_][a-z0-9_]*)\s*:?=/gi;
// As MySQL names them, and MariaDB before 11.1.
const transactionVariables = [
  'transaction_isolation',
  'transaction_read_only',
  'tx_isolation',
  'tx_read_only',
];
// A procedure's end puts these back, so the runner itself sees to them.
const runnersOwn = new Set([
  'sql_mode',
  'character_set_client',
  'character_set_connection',
  'collation_connection',
]);
