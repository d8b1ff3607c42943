import { parsePrepare } from './prepare';
import { setRefusal } from './set-refusals';

/** Why a statement cannot be part of a script, and what to do; nothing when it can. */
export function refusal(text: string, words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words;
  switch (first) {
    case 'BEGIN':
      return second === 'NOT' ? undefined : transaction(second === 'WORK' ? 'BEGIN WORK' : 'BEGIN');
    case 'START':
      return second === 'TRANSACTION' ? transaction('START TRANSACTION') : undefined;
    case 'COMMIT':
    case 'ROLLBACK':
    case 'SAVEPOINT':
    case 'XA':
      return transaction(first);
    case 'RELEASE':
      return transaction('RELEASE SAVEPOINT');
    case 'SET':
      return setRefusal(text, transaction('SET autocommit'));
    case 'LOCK':
    case 'UNLOCK':
      return lock(`${first} ${second}`);
    case 'FLUSH':
      return flushRefusal(words);
    case 'LOAD':
      return loadRefusal(words);
    case 'USE':
      return (
        'USE cannot be part of a script: the database is a setting of the migration; remove it, ' +
        'or write the database before the name, as in shop.orders'
      );
    case 'HANDLER':
      return 'HANDLER needs a connection that stays open, which the Data API has not; use SELECT';
    case 'GET':
    case 'SIGNAL':
    case 'RESIGNAL':
      return `${first === 'GET' ? 'GET DIAGNOSTICS' : first} works only in the body of a stored program; move it into one`;
    case 'PREPARE':
    case 'EXECUTE':
    case 'DEALLOCATE':
      return parsePrepare(text) === undefined ? unreadable[first] : undefined;
    default:
      return undefined;
  }
}

const unreadable = {
  PREPARE: "PREPARE cannot be read; write PREPARE name FROM @variable, or FROM 'text'",
  EXECUTE: 'EXECUTE cannot be read; write EXECUTE name, or EXECUTE name USING @a, @b',
  DEALLOCATE: 'DEALLOCATE cannot be read; write DEALLOCATE PREPARE name',
} as const;

function transaction(statement: string): string {
  return (
    `${statement} cannot be part of a script: each statement is committed by itself, together ` +
    'with its checkpoint; remove it'
  );
}

function lock(statement: string): string {
  return (
    `${statement} cannot be part of a script: a lock belongs to a connection, and statements ` +
    'share none; remove it'
  );
}

function flushRefusal(words: readonly string[]): string | undefined {
  const isTables = words[1] === 'TABLES' || words[1] === 'TABLE';
  const locks = isTables && (words.includes('LOCK') || words.includes('EXPORT'));
  return locks
    ? lock(words.includes('LOCK') ? 'FLUSH TABLES WITH READ LOCK' : 'FLUSH TABLES FOR EXPORT')
    : undefined;
}

function loadRefusal(words: readonly string[]): string | undefined {
  const what = words[1];
  // Aurora loads FROM S3 by itself; LOAD INDEX INTO CACHE reads no file.
  if ((what !== 'DATA' && what !== 'XML') || words.includes('S3')) return undefined;
  return (
    `LOAD ${what} cannot be part of a script: there is no file where the database runs; ` +
    'write INSERT statements, or load FROM S3'
  );
}
