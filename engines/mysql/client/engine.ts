import type { Engine } from '../../../migration/engine';
import {
  MigrationError,
  type SqlError,
  TransactionEndedError,
  UnknownOutcomeError,
} from '../../../migration/errors';
import { isOpenEnded } from '../../../migration/lone-statement';
import type { Database, Session } from '../../../migration/ports';
import { markOf } from '../../lone-statement';
import { isReadOnly, unlessInterrupted } from '../errors';
import { leadingWords } from '../leading-words';
import { RowTakenError } from './locked';
import { databaseOf, PinnedPlace, type Place, placeOf } from './place';
import type { EncodedPortion } from './portion';
import { markOfRun, runPortion } from './run-portion';
import { cannotBeSent, isSentAlone, send, takesSession, type Sending } from './sending';

/** Aurora MySQL without procedures: what the runner in the database does is done from here. */
export function oneStatementPerCall(
  base: Engine,
  createTables: (session: Session) => Promise<void>,
): Engine {
  return {
    ...base,
    strategy: 'one statement per call',
    install: createTables,
    isSentAlone,
    cannotBeSent,

    async run(session, run, knownRank, portions, isTimeOver = () => false) {
      if ('sha256' in portions) throw new TypeError('An upload is for the runner in the database');
      for (const json of portions) {
        const portion = JSON.parse(json) as EncodedPortion;
        const isShared = portion.session.length > 0 && !(session instanceof PinnedPlace);
        // No other session has a temporary table.
        const isBound = portion.session.some(([kind]) => kind === 'temporary');
        const stops = isBound ? () => false : isTimeOver;
        const work = (on: Session) => runPortion(placeOf(on), run, knownRank, portion, stops);
        try {
          await (isShared ? inOneSession(databaseOf(session), work) : work(session));
        } catch (error) {
          if (isReadOnly(error)) await waitForWriter(session, error);
          else if (!(error instanceof RowTakenError)) throw error;
        }
      }
    },

    withSession: inOneSession,

    async isRunning(session, run) {
      const rows = await session.execute({
        sql: `select count(*) as calls from information_schema.processlist
          where command <> 'Sleep' and id <> connection_id() and locate(:mark, info) > 0`,
        parameters: { mark: markOfRun(run) },
        isRepeatable: true,
      });
      return Number(rows[0]?.calls) > 0;
    },

    async runAlone(session, at, text) {
      const sending = { mark: markOf(at), continueAfterTimeout: true };
      const place = placeOf(session);
      const isByItself = commitsByItself.test(leadingWords(text));
      await unlessInterrupted(
        isByItself && (place.state !== undefined || !takesSession(text))
          ? send(place, text, sending)
          : sendAtomically(place, text, sending, isByItself),
      );
    },
  };
}

async function inOneSession<T>(
  database: Database,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let done: { readonly value: T } | undefined;
  try {
    return await database.withSession(async (session) => {
      const place = new PinnedPlace(session);
      try {
        const value = await work(place);
        done = { value };
        place.assertNotLost();
        return value;
      } finally {
        // When this fails too, what went wrong before is what counts.
        await place.state.restore().catch(() => undefined);
      }
    });
  } catch (error) {
    // Its end does not matter: all that counts has been committed before.
    if (done !== undefined) return done.value;
    if (error instanceof TransactionEndedError && isReadOnly(error.cause)) {
      await waitForWriter(database, error.cause);
    }
    throw error;
  }
}

/** A transaction stays with its server, so the wait is for a write outside of it. */
async function waitForWriter(session: Session, refusal: SqlError): Promise<void> {
  if (session instanceof PinnedPlace) {
    throw new TransactionEndedError('its server is read-only now', { cause: refusal });
  }
  await session.execute({
    sql: 'update aurora_migrate_lock set id = 1 where id = 1',
    isRepeatable: true,
  });
}

/** A routine that fails half-way leaves nothing, as in the runner. */
async function sendAtomically(
  place: Place,
  text: string,
  sending: Sending,
  commitsByItself: boolean,
): Promise<void> {
  let isSent: boolean | undefined;
  try {
    await place.atomically(async (session) => {
      await send(session, text, sending);
      isSent = true;
    });
  } catch (error) {
    // The session has ended behind the statement, not before it.
    if (isSent !== true) throw error;
    if (!commitsByItself) throw uncommitted(error);
  }
}

/** A routine may have committed by itself, so it is not as if nothing had run. */
function uncommitted(error: unknown): unknown {
  if (!(error instanceof MigrationError) || isOpenEnded(error)) return error;
  return new UnknownOutcomeError(`It was not committed: ${error.message}`, { cause: error });
}

const commitsByItself = /^(?:create|alter|drop|rename|truncate|grant|revoke)\b/;
