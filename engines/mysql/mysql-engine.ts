import type { Engine } from '../../migration/engine';
import { SqlError } from '../../migration/errors';
import type { Database, Session } from '../../migration/ports';
import { HistoryAccessError } from '../../migration/run-errors';
import { readPages } from '../history-rows';
import { payloadOf, portionMembers } from '../payload';
import { historyPage } from './history-query';
import { installStatements, repairStatements } from './install-sql';
import { callRepair, isExecuting, readRepair } from './repair';
import { repairName } from './sql/repair';
import { runnerName } from './sql/runner';
import { isTransactional } from './leading-words';
import { toRunnerStatement } from './prepared-statements';
import { scriptSession } from './script-session';
import { sessionNames } from './session-names';

/** Aurora MySQL: a checkpoint in the history after each statement. */
export const mysqlEngine: Engine = {
  name: 'aurora-mysql',
  rights:
    'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, CREATE TEMPORARY TABLES, ' +
    'CREATE ROUTINE, ALTER ROUTINE, EXECUTE on the database',

  async readHistory(session, aboveRank) {
    try {
      return await readPages(session, aboveRank, historyPage);
    } catch (error) {
      if (isError(error, noSuchTable)) return undefined;
      if (isError(error, tableAccessDenied)) throw new HistoryAccessError(error);
      throw error;
    }
  },

  async install(session) {
    await create(session, installStatements);
  },

  encodePortion(portion) {
    return JSON.stringify({
      ...portionMembers(portion),
      keeps: portion.keepsSession ? 1 : 0,
      continues: portion.continuesSession ? 1 : 0,
      session: sessionNames(portion.texts),
      statements: portion.texts.slice(portion.from, portion.to).map((text) => {
        const { setup, argumentCount } = toRunnerStatement(text);
        const statement = [text, isTransactional(text) ? 1 : 0];
        return setup === undefined ? statement : [...statement, setup, argumentCount ?? 0];
      }),
    });
  },

  async run(session, run, knownRank, encoded) {
    const call = () =>
      session.execute({
        sql: `call ${runnerName}(:payload, @@sql_mode, @@character_set_client, @@collation_connection)`,
        parameters: { payload: payloadOf(run, knownRank, encoded) },
        continueAfterTimeout: true,
      });
    try {
      await call();
    } catch (error) {
      // An older version of the tool made the history; nothing has run yet.
      if (!isError(error, noSuchProcedure) || !mentions(error, runnerName)) throw error;
      await this.install(session);
      await call();
    }
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

  isExecuting,

  async repair(session, change) {
    try {
      await callRepair(session, change);
    } catch (error) {
      if (!isError(error, noSuchProcedure) || !mentions(error, repairName)) throw error;
      await create(session, repairStatements);
      await callRepair(session, change);
    }
    return readRepair(session, change);
  },
};

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

interface MysqlError {
  readonly code: number;
  readonly words: RegExp;
  /** Where it stands for this error and no other. */
  readonly sqlState?: string;
}

const tableAccessDenied = { code: 1142, words: /command denied to user/ };
const noSuchTable = { code: 1146, words: /doesn't exist/, sqlState: '42S02' };
const procedureExists = { code: 1304, words: /already exists/ };
const noSuchProcedure = { code: 1305, words: /does not exist/ };

// The Data API may not pass the vendor's number on, and most SQLSTATEs cover too much.
function isError(
  error: unknown,
  { code, words, sqlState = 'none' }: MysqlError,
): error is SqlError {
  if (!(error instanceof SqlError)) return false;
  return error.details.code === undefined
    ? words.test(error.details.message) || error.details.sqlState === sqlState
    : error.details.code === code;
}

function mentions(error: SqlError, routine: string): boolean {
  return error.message.includes(routine);
}
