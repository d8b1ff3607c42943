import { SqlError, type SqlErrorDetails } from '../migration/errors';
import { LoginRefusedError } from './access-errors';
import { final, shortPatienceMs, untilDeadline, type Call, type Failure } from './failure';
import { isWithoutHarm, lost, notReady } from './outcome';
import { parseSqlError } from './parse-sql-error';

/** Tells a refused statement from a refused or broken connection, by what the database said. */
export function classifyDatabaseText(text: string, call: Call, cause: unknown): Failure {
  const details = parseSqlError(text);
  const { sqlState = '', code } = details;

  if (isLoginRefused(text, sqlState, code)) {
    return notReady(call, 'it takes no connections yet', 'look at its state and load', cause);
  }
  if (isPasswordRefused(text, sqlState)) return passwordRefused(details, call, cause);
  if (isReadOnly(details) && call.waitsForWriter) {
    const fix = 'look whether it fails over, and whether its writer or the user is read-only';
    return notReady(call, 'the server that answers is read-only', fix, cause);
  }
  if (isConnectionBroken(text, sqlState)) {
    return isWithoutHarm(call)
      ? notReady(call, 'no connection to it stands', 'look at its state', cause)
      : lost(call, 'the connection to the database broke', cause);
  }
  return final(new SqlError(details, { cause }));
}

// Said only before a session exists, so nothing ran: the driver had heard nothing from the
// server; PostgreSQL starts up, or is full, which is FATAL at a login only; MySQL is full.
function isLoginRefused(text: string, sqlState: string, code: number | undefined): boolean {
  return (
    (linkFailure.test(text) && text.includes('has not received any packets from the server')) ||
    (text.startsWith('FATAL:') && (sqlState === '57P03' || sqlState === '53300')) ||
    code === tooManyConnections
  );
}

// FATAL is said at a login only. MySQL says the same to a statement that lacks the right FILE,
// which did nothing, either. ERROR is PostgreSQL's, about a login of the statement's own (mysql_fdw).
function isPasswordRefused(text: string, sqlState: string): boolean {
  return text.startsWith('FATAL:')
    ? sqlState === '28P01'
    : !text.startsWith('ERROR:') && passwordRefusedWords.test(text);
}

/** A login that worked a moment ago is being rotated; one that never did is wrong. */
function passwordRefused({ message }: SqlErrorDetails, call: Call, cause: unknown): Failure {
  return {
    kind: 'passing',
    reason: 'the database refuses the login of the secret, as it does while that is rotated',
    patienceMs: call.isFirstContact ? shortPatienceMs : untilDeadline,
    giveUp: (waitedMs) => new LoginRefusedError(call.secretArn, message, waitedMs, { cause }),
  };
}

// Said by a writer that has become a reader; a later call finds the new one. A procedure may have
// committed before, and a transaction stays with its session, so not every statement waits.
// MySQL's 25006 is about a transaction that was begun as READ ONLY.
function isReadOnly({ message, sqlState, code }: SqlErrorDetails): boolean {
  return (sqlState === '25006' && code === undefined) || readOnlyWords.test(message);
}

// The driver's own words have no severity; `ERROR:` with a class 08 is a statement's failure
// to connect elsewhere (dblink), and 08P01 is a refusal of this very call.
function isConnectionBroken(text: string, sqlState: string): boolean {
  return (
    linkFailure.test(text) ||
    sqlState === '57P01' ||
    sqlState === '57P02' ||
    (sqlState.startsWith('08') && sqlState !== '08P01' && !text.startsWith('ERROR:'))
  );
}

const linkFailure = /^Communications link failure/i;
const tooManyConnections = 1040;
const passwordRefusedWords =
  /\bAccess denied for user '[^']*'@'[^']*' \(using password: (?:YES|NO)\)/;
const readOnlyWords = /running with the --(?:super-)?read-only option|^Running in read-only mode/;
