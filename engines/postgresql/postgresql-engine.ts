import type { Engine, Portion } from '../../migration/engine';
import { SqlError } from '../../migration/errors';
import type { Session } from '../../migration/ports';
import { HistoryAccessError } from '../../migration/run-errors';
import { readPages } from '../history-rows';
import { payloadOf, portionMembers } from '../payload';
import { customSettings } from './custom-settings';
import { historyPage } from './history-query';
import { installSql } from './install-sql';
import { callRepair, isExecuting, readRepair } from './repair';
import { repairName } from './sql/repair';
import { runnerName } from './sql/runner';

/** Aurora PostgreSQL: each script in one transaction, together with its history entry. */
export const postgresqlEngine: Engine = {
  name: 'aurora-postgresql',
  rights: 'GRANT CREATE ON DATABASE, once, for the schema aurora_migrate',

  async readHistory(session, aboveRank) {
    try {
      return await readPages(session, aboveRank, historyPage);
    } catch (error) {
      if (isState(error, undefinedTable, invalidSchemaName)) return undefined;
      if (isState(error, insufficientPrivilege)) throw new HistoryAccessError(error);
      throw error;
    }
  },

  async install(session) {
    // Sent again after a lost answer: it does nothing where its work is done.
    await session.execute({ sql: installSql, isRepeatable: true });
  },

  encodePortion(portion: Portion) {
    return JSON.stringify({
      ...portionMembers(portion),
      statements: portion.texts.slice(portion.from, portion.to),
      settings: customSettings(portion.texts.slice(portion.from, portion.to)),
    });
  },

  async run(session, run, knownRank, encoded) {
    const call = () =>
      session.execute({
        // The comment lets `isRunning` find this very call among the server's activities.
        sql: `call ${runnerName}(:payload) ${markOf(run.id)}`,
        parameters: { payload: payloadOf(run, knownRank, encoded) },
        continueAfterTimeout: true,
      });
    try {
      await call();
    } catch (error) {
      // An older version of the tool made the history; nothing has run yet.
      if (!isState(error, undefinedFunction) || !mentions(error, runnerName)) throw error;
      await this.install(session);
      await call();
    }
  },

  withSession(database, work) {
    // A transaction around it would hold off what runs alone, and nothing else needs one session.
    return work(database);
  },

  async isRunning(session: Session, run) {
    const rows = await session.execute({
      sql: `select count(*) as calls from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and position(:mark in query) > 0`,
      parameters: { mark: markOf(run.id) },
      isRepeatable: true,
    });
    return Number(rows[0]?.calls) > 0;
  },

  isExecuting,

  async repair(session, change) {
    try {
      await callRepair(session, change);
    } catch (error) {
      if (!isState(error, undefinedFunction) || !mentions(error, repairName)) throw error;
      await this.install(session);
      await callRepair(session, change);
    }
    return readRepair(session, change);
  },
};

const insufficientPrivilege = '42501';
const undefinedTable = '42P01';
const undefinedFunction = '42883';
const invalidSchemaName = '3F000';

function markOf(runId: string): string {
  return `/* aurora-migrate run ${runId} */`;
}

function isState(error: unknown, ...states: readonly string[]): error is SqlError {
  return error instanceof SqlError && states.includes(error.details.sqlState ?? '');
}

function mentions(error: SqlError, routine: string): boolean {
  return error.message.includes(routine);
}
