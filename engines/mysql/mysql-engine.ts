import type { Engine } from '../../migration/engine';
import { RequestRefusedError, type SqlError } from '../../migration/errors';
import type { Database, Session } from '../../migration/ports';
import { HistoryAccessError } from '../../migration/run-errors';
import { StrategyRefusedError } from '../../migration/strategy';
import { encodeWitness } from '../../migration/witness';
import { callRepair } from '../call-repair';
import { readPages } from '../history-rows';
import { markOf, markWithin, runMarked } from '../lone-statement';
import { nextWitness, payloadOf, portionMembers } from '../payload';
import { oneStatementPerCall } from './client/engine';
import { repairFromHere } from './client/repair';
import {
  isError,
  noSuchProcedure,
  noSuchTable,
  procedureExists,
  tableAccessDenied,
  unlessInterrupted,
} from './errors';
import { grants } from './grants';
import { historyPage } from './history-query';
import {
  installStatements,
  repairStatements,
  tableStatements,
  uploadStatements,
} from './install-sql';
import { readRepair } from './repair';
import { repairName } from './sql/repair';
import { lookQuery, toSight } from './look';
import { runnerName } from './sql/runner';
import { uploadsName } from './sql/uploads';
import { isTransactional } from './leading-words';
import { toRunnerStatement } from './prepared-statements';
import { scriptSession } from './script-session';
import { sessionNames } from './session-names';
import { dropQuery, partQuery } from './uploads';

/** Aurora MySQL: a checkpoint in the history after each statement. */
export const mysqlEngine: Engine = {
  name: 'aurora-mysql',
  strategy: 'all scripts in one call',

  async readHistory(session, aboveRank) {
    try {
      return await readPages(session, aboveRank, historyPage);
    } catch (error) {
      if (isError(error, noSuchTable)) return undefined;
      if (isError(error, tableAccessDenied)) {
        throw new HistoryAccessError(await grants(session), error);
      }
      throw error;
    }
  },

  grants,

  async install(session) {
    await createProcedures(session, installStatements);
  },

  encodePortion(portion) {
    const { migration, texts, from, to } = portion;
    const next = nextWitness(portion);
    return JSON.stringify({
      ...portionMembers(portion),
      ...(next !== undefined && { witness: encodeWitness(next) }),
      keeps: portion.keepsSession ? 1 : 0,
      continues: portion.continuesSession ? 1 : 0,
      session: sessionNames(texts),
      statements: texts.slice(from, to).map((text, index) => {
        const { setup, argumentCount } = toRunnerStatement(text);
        const witness = migration.statements[from + index]?.witness;
        const head = [text, isTransactional(text) ? 1 : 0];
        // Text within the JSON: the runner passes it on as it is.
        const seen =
          witness === undefined || witness.kind === 'repeatable'
            ? ''
            : JSON.stringify(encodeWitness(witness));
        if (setup !== undefined) return [...head, seen, setup, argumentCount ?? 0];
        return seen === '' ? head : [...head, seen];
      }),
    });
  },

  async run(session, run, knownRank, portions) {
    const call = () =>
      session.execute({
        sql: `call ${runnerName}(:payload, @@sql_mode, @@character_set_client, @@collation_connection)`,
        parameters: { payload: payloadOf(run, knownRank, portions) },
        continueAfterTimeout: true,
        waitsForWriter: true,
      });
    try {
      await call();
    } catch (error) {
      // An older tool made the history, or a dump brought it, without routines; nothing has run yet.
      if (!isError(error, noSuchProcedure) || !mentions(error, runnerName)) throw error;
      await this.install(session);
      if ('sha256' in portions) await createProcedures(session, uploadStatements);
      await call();
    }
  },

  async keepPart(session, part) {
    try {
      await session.execute(partQuery(part));
    } catch (error) {
      if (!isError(error, noSuchTable) || !mentions(error, uploadsName)) throw error;
      await createProcedures(session, uploadStatements);
      await session.execute(partQuery(part));
    }
  },

  async dropUpload(session, uploadId) {
    await session.execute(dropQuery(uploadId));
  },

  async withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
    let done: { readonly value: T } | undefined;
    try {
      return await database.withSession(async (session) => {
        await session.execute({ sql: keepCallers, isRepeatable: true });
        const script = scriptSession(session);
        try {
          const value = await work(script);
          await script.settle();
          done = { value };
          return value;
        } finally {
          // When this fails too, what went wrong before is what counts.
          await session.execute({ sql: restoreCallers, isRepeatable: true }).catch(() => undefined);
        }
      });
    } catch (error) {
      // A commit without an answer: all that counts has been committed before.
      if (done !== undefined) return done.value;
      throw error;
    }
  },

  async isRunning(session, run) {
    const rows = await session.execute({
      sql: `select count(*) as calls from aurora_migrate_lock held
        join information_schema.processlist holder on holder.id = held.connection_id
        where held.run_id = :run and holder.command <> 'Sleep' and holder.id <> connection_id()`,
      parameters: { run: run.id },
      isRepeatable: true,
    });
    return Number(rows[0]?.calls) > 0;
  },

  async repair(database, change) {
    try {
      await callRepair(database, repairName, change);
    } catch (error) {
      if (!isError(error, noSuchProcedure) || !mentions(error, repairName)) throw error;
      try {
        await create(database, repairStatements);
        await callRepair(database, repairName, change);
      } catch (refusal) {
        if (!(refusal instanceof RequestRefusedError)) throw refusal;
        await repairFromHere(database, change);
      }
    }
    return readRepair(database, change);
  },

  runAlone: (session, at, text) => unlessInterrupted(runMarked(session, at, text)),

  async isStatementRunning(session, at) {
    const rows = await session.execute({
      sql: `select count(*) as calls from information_schema.processlist
        where command <> 'Sleep' and id <> connection_id() and db = database()
          and locate(:mark, info) between 1 and ${String(markWithin)}`,
      parameters: { mark: markOf(at) },
      isRepeatable: true,
    });
    return Number(rows[0]?.calls) > 0;
  },

  async hold(session, run, { version, number, runId }, leaseSeconds) {
    await session.execute({
      sql: `update aurora_migrate_history set run_id = :run,
          lease_until = utc_timestamp(3) + interval :seconds second
        where version = :version and state = 'running' and statement_in_flight = :number
          and (run_id = :run or run_id = :holder
            and coalesce(lease_until, '1970-01-01') <= utc_timestamp(3) and not exists (
              select 1 from aurora_migrate_lock held
              join information_schema.processlist worker on worker.id = held.connection_id
              where held.run_id = :holder and worker.command <> 'Sleep'))`,
      parameters: { run: run.id, seconds: leaseSeconds, version, number, holder: runId },
      isRepeatable: true,
    });
  },

  async release(session, run, { version, number }) {
    await session.execute({
      sql: `update aurora_migrate_history set state = 'failed', statement_in_flight = null,
          lease_until = null, seen_before = null, finished_at = utc_timestamp(3)
        where version = :version and state = 'running' and run_id = :run
          and statement_in_flight = :number`,
      parameters: { run: run.id, version, number },
      isRepeatable: true,
    });
  },

  async look(session, witness) {
    const [row] = await session.execute(lookQuery(witness));
    return toSight(row);
  },
};

const withoutProcedures = oneStatementPerCall(mysqlEngine, (session) =>
  create(session, tableStatements),
);

/** @throws StrategyRefusedError */
async function createProcedures(session: Session, statements: readonly string[]): Promise<void> {
  try {
    await create(session, statements);
  } catch (error) {
    // Its multistatement check takes the body of a procedure for several statements.
    if (!(error instanceof RequestRefusedError)) throw error;
    throw new StrategyRefusedError(withoutProcedures, 'procedures of several statements', error);
  }
}

async function create(session: Session, statements: readonly string[]): Promise<void> {
  for (const sql of statements) {
    try {
      // Sent again after a lost answer: each does nothing where its work is done.
      await session.execute({ sql, isRepeatable: true });
    } catch (error) {
      if (!isError(error, procedureExists)) throw error;
    }
  }
}

// What a routine is created with, and keeps. The defaults are for a runner that did nothing.
const keepCallers =
  'set @aurora_migrate_caller_mode = @@sql_mode, ' +
  '@aurora_migrate_caller_collation = @@collation_connection, ' +
  '@aurora_migrate_sql_mode = @@sql_mode, @aurora_migrate_collation = @@collation_connection';
const restoreCallers =
  'set session sql_mode = @aurora_migrate_caller_mode, ' +
  'collation_connection = @aurora_migrate_caller_collation';

function mentions(error: SqlError, routine: string): boolean {
  return error.message.includes(routine);
}
