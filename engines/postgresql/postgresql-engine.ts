import type { Engine, Portion } from '../../migration/engine';
import { SqlError } from '../../migration/errors';
import type { Session } from '../../migration/ports';
import { HistoryAccessError } from '../../migration/run-errors';
import { StrategyRefusedError } from '../../migration/strategy';
import { callRepair } from '../call-repair';
import { readPages } from '../history-rows';
import { markOf, markWithin, runMarked } from '../lone-statement';
import { nextWitness, payloadOf, portionMembers } from '../payload';
import { customSettings } from './custom-settings';
import { grants } from './grants';
import { historyPage } from './history-query';
import { installSql } from './install-sql';
import { readRepair } from './repair';
import { repairName } from './sql/repair';
import { lookOf, lookQuery, toSight } from './look';
import { runnerName } from './sql/runner';
import { uploadsName } from './sql/uploads';
import { dropQuery, partQuery } from './uploads';

/** Aurora PostgreSQL: each script in one transaction, together with its history entry. */
export const postgresqlEngine: Engine = {
  name: 'aurora-postgresql',
  strategy: 'all scripts in one call',

  async readHistory(session, aboveRank) {
    try {
      return await readPages(session, aboveRank, historyPage);
    } catch (error) {
      if (isState(error, undefinedTable, invalidSchemaName)) return undefined;
      if (isState(error, insufficientPrivilege)) {
        throw new HistoryAccessError(await grants(session), error);
      }
      throw error;
    }
  },

  grants,

  async install(session) {
    // Sent again after a lost answer: it does nothing where its work is done.
    await session.execute({ sql: installSql, isRepeatable: true });
  },

  encodePortion(portion: Portion) {
    const witness = nextWitness(portion);
    return JSON.stringify({
      ...portionMembers(portion),
      ...(witness !== undefined && { look: lookOf(witness) }),
      statements: portion.texts.slice(portion.from, portion.to),
      settings: customSettings(portion.texts.slice(portion.from, portion.to)),
    });
  },

  async run(session, run, knownRank, portions) {
    const commits = this.strategy === 'all scripts in one call';
    const call = () =>
      session.execute({
        // The comment lets `isRunning` find this very call among the server's activities.
        sql: `call ${runnerName}(:payload) ${markOfCall(run.id)}`,
        parameters: { payload: payloadOf(run, knownRank, portions, commits ? {} : { commits }) },
        continueAfterTimeout: true,
        waitsForWriter: true,
      });
    try {
      await call().catch(async (error: unknown) => {
        // An older version of the tool made the history; nothing has run yet.
        if (!isMissing(error, runnerName) && !isMissing(error, uploadsName)) throw error;
        await this.install(session);
        await call();
      });
    } catch (error) {
      // The runner's first statement: the call has a transaction around it.
      if (!commits || !isState(error, invalidTransactionTermination)) throw error;
      throw new StrategyRefusedError(oneScriptPerCall, 'COMMIT in a procedure', error);
    }
  },

  async keepPart(session, part) {
    try {
      await session.execute(partQuery(part));
    } catch (error) {
      if (!isMissing(error, uploadsName)) throw error;
      await this.install(session);
      await session.execute(partQuery(part));
    }
  },

  async dropUpload(session, uploadId) {
    await session.execute(dropQuery(uploadId));
  },

  withSession(database, work) {
    // A transaction around it would hold off what runs alone, and nothing else needs one session.
    return work(database);
  },

  async isRunning(session: Session, run) {
    const rows = await session.execute({
      sql: `select count(*) as calls from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and position(:mark in query) > 0`,
      parameters: { mark: markOfCall(run.id) },
      isRepeatable: true,
    });
    return Number(rows[0]?.calls) > 0;
  },

  async repair(session, change) {
    try {
      await callRepair(session, repairName, change);
    } catch (error) {
      if (!isMissing(error, repairName)) throw error;
      await this.install(session);
      await callRepair(session, repairName, change);
    }
    return readRepair(session, change);
  },

  runAlone: runMarked,

  async isStatementRunning(session, at) {
    const rows = await session.execute({
      sql: `select count(*) as calls from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and datname = current_database()
          and position(:mark in query) between 1 and ${String(markWithin)}`,
      parameters: { mark: markOf(at) },
      isRepeatable: true,
    });
    return Number(rows[0]?.calls) > 0;
  },

  async hold(session, run, { version, number, runId }, leaseSeconds) {
    await session.execute({
      sql: `update aurora_migrate.history set run_id = :run,
          lease_until = clock_timestamp() + cast(:seconds as integer) * interval '1 second'
        where version = :version and state = 'running' and statement_in_flight = cast(:number as integer)
          and (run_id = :run
            or run_id = :holder and coalesce(lease_until <= clock_timestamp(), true))`,
      parameters: { run: run.id, seconds: leaseSeconds, version, number, holder: runId },
      isRepeatable: true,
    });
  },

  async release(session, run, { version, number }) {
    await session.execute({
      sql: `update aurora_migrate.history set state = 'failed', statement_in_flight = null,
          lease_until = null, seen_before = null, finished_at = clock_timestamp()
        where version = :version and state = 'running' and run_id = :run
          and statement_in_flight = cast(:number as integer)`,
      parameters: { run: run.id, version, number },
      isRepeatable: true,
    });
  },

  async look(session, witness) {
    const [row] = await session.execute(lookQuery(witness));
    return toSight(witness, row);
  },
};

/** The call is the transaction, so it takes one script. */
const oneScriptPerCall: Engine = { ...postgresqlEngine, strategy: 'one script per call' };

const invalidTransactionTermination = '2D000';
const insufficientPrivilege = '42501';
const undefinedTable = '42P01';
const undefinedFunction = '42883';
const invalidSchemaName = '3F000';

function markOfCall(runId: string): string {
  // The one name that stands in a text, where nothing of it may end the comment.
  return `/* aurora-migrate run ${runId.replace(/[^\w-]/g, '_')} */`;
}

function isState(error: unknown, ...states: readonly string[]): error is SqlError {
  return error instanceof SqlError && states.includes(error.details.sqlState ?? '');
}

/** True where an older version of the tool made the history, without what bears this name. */
function isMissing(error: unknown, name: string): boolean {
  return isState(error, undefinedFunction, undefinedTable) && error.message.includes(name);
}
