import { SqlError } from '../migration/errors';
import { final, type Call, type Failure } from './failure';
import { isWithoutHarm, lost, notReady } from './outcome';
import { parseSqlError } from './parse-sql-error';

/** Tells a refused statement from a refused or broken connection, by what the database said. */
export function classifyDatabaseText(text: string, call: Call, cause: unknown): Failure {
  const details = parseSqlError(text);
  const { sqlState = '', code } = details;

  if (isLoginRefused(text, sqlState, code)) {
    return notReady(call, 'it takes no connections yet', 'look at its state and load', cause);
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
