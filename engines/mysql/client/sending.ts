import type { Query, Session } from '../../../migration/ports';
import { UnsupportedResultError } from '../../../migration/errors';
import { isError, notPreparable } from '../errors';
import { isTransactional, leadingWords } from '../leading-words';
import { toRunnerStatement } from '../prepared-statements';

export interface Sending {
  /** Stands before the text; see `Engine.runAlone`. */
  readonly mark: string;
  readonly continueAfterTimeout?: boolean;
}

/** True for a statement that a transaction with others cannot hold, or that may be no such thing. */
export function isSentAlone(text: string): boolean {
  if (/^set\s+password\b/.test(leadingWords(text))) return true;
  return !isTransactional(text) && !isAboutPrepared(text);
}

/** True for a statement that only text can bring to the server, with a `;` that is refused there. */
export function cannotBeSent(text: string): boolean {
  return storedProgram.test(leadingWords(text)) && text.replace(quoted, '').includes(';');
}

/**
 * Sends a statement of a script, as the value of a parameter where the service might change or refuse
 * its text. That takes a session of its own.
 */
export async function send(session: Session, text: string, sending: Sending): Promise<void> {
  const { setup, argumentCount = 0 } = toRunnerStatement(text);
  if (setup === undefined) {
    await sendText(session, text, sending);
    return;
  }
  await sendText(session, setup, sending);
  if (!isExecute(text)) return;
  const values = ['1', '2', '3', '4'].slice(0, argumentCount).map((n) => `@aurora_migrate_${n}`);
  const using = values.length === 0 ? '' : ` using ${values.join(', ')}`;
  await executePrepared(session, using, sending);
}

/** True when `send` takes more than one call, which have to be in one session. */
export function takesSession(text: string): boolean {
  return toRunnerStatement(text).setup !== undefined || !isPlain(text);
}

async function sendText(session: Session, text: string, sending: Sending): Promise<void> {
  if (isPlain(text) || storedProgram.test(leadingWords(text))) {
    await withoutResult(session, marked(text, sending));
    return;
  }
  await session.execute({
    sql: 'set @aurora_migrate_statement = :statement',
    parameters: { statement: text },
  });
  try {
    await executePrepared(session, '', sending);
  } catch (error) {
    if (!isError(error, notPreparable)) throw error;
    await withoutResult(session, marked(text, sending));
  }
}

async function executePrepared(session: Session, using: string, sending: Sending): Promise<void> {
  await session.execute({ sql: 'prepare aurora_migrate_statement from @aurora_migrate_statement' });
  try {
    await withoutResult(session, marked(`execute aurora_migrate_statement${using}`, sending));
  } finally {
    // When these fail, the session is gone, and the statement with it. Its text may have a password in
    // it, and others use the session, too.
    for (const sql of [
      'deallocate prepare aurora_migrate_statement',
      'set @aurora_migrate_statement = null',
    ]) {
      await session.execute({ sql }).catch(() => undefined);
    }
  }
}

function marked(text: string, { mark, continueAfterTimeout = false }: Sending): Query {
  return { sql: `${mark} ${text}`, continueAfterTimeout };
}

// What a script selects, nobody reads.
async function withoutResult(session: Session, query: Query): Promise<void> {
  try {
    await session.execute(query);
  } catch (error) {
    if (!(error instanceof UnsupportedResultError)) throw error;
  }
}

// It is not known what the service makes of these in MySQL's quotes and comments.
function isPlain(text: string): boolean {
  return text.length <= longestText && !/[:;\\]/.test(text);
}

const longestText = 65_000;
const storedProgram = /^create\b(?:[^;]*?)\b(?:procedure|function|trigger|event)\b/;
const quoted =
  /'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"|`[^`]*`|--\s[^\n]*|#[^\n]*|\/\*(?!!)[^]*?\*\//g;

function isAboutPrepared(text: string): boolean {
  return toRunnerStatement(text).setup !== undefined && !isExecute(text);
}

function isExecute(text: string): boolean {
  return leadingWords(text).startsWith('execute');
}
