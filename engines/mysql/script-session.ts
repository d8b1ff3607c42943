import { SqlError, UnknownOutcomeError } from '../../migration/errors';
import type { Query, Row, Session } from '../../migration/ports';
import { leadingWords } from './leading-words';
import { runnerName } from './sql/runner';

/** The one session of a script that cannot change it; see `Engine.withSession`. */
export interface ScriptSession extends Session {
  /** Ends what a call has left open, before the session's transaction is committed. */
  settle(): Promise<void>;
}

export function scriptSession(session: Session): ScriptSession {
  // What has to run before anything else does. Each may run twice.
  let owed: readonly string[] = [];
  const pay = async (): Promise<void> => {
    for (let [next] = owed; next !== undefined; [next] = owed) {
      await session.execute({ sql: next, isRepeatable: true });
      owed = owed.slice(1);
    }
  };

  const runScripts = async (query: Query): Promise<readonly Row[]> => {
    // A cancelled procedure asks no handler, and leaves open what it had not committed.
    owed = [rollback, takeScripts];
    const rows = await session.execute(query);
    owed = [takeScripts];
    return rows;
  };

  const runAlone = async (query: Query): Promise<readonly Row[]> => {
    const rows = await session.execute(query);
    // A rollback behind the next call must not take it back.
    if (!commitsByItself.test(leadingWords(query.sql))) await commit(session);
    return rows;
  };

  return {
    async execute(query) {
      await pay();
      return query.sql.startsWith(`call ${runnerName}`) ? runScripts(query) : runAlone(query);
    },
    async settle() {
      if (owed.includes(rollback)) await pay();
    },
  };
}

async function commit(session: Session): Promise<void> {
  try {
    await session.execute({ sql: 'commit', isRepeatable: true });
  } catch (error) {
    // The statement itself has not failed.
    if (!(error instanceof SqlError)) throw error;
    throw new UnknownOutcomeError(`It was not committed: ${error.message}`, { cause: error });
  }
}

const commitsByItself = /^(?:create|alter|drop|rename|truncate|grant|revoke)\b/;
const rollback = 'rollback';
// A procedure's end puts back what its caller had, and the script's is gone. Only a collation of
// the character set in which texts and payloads are sent.
const takeScripts =
  'set session sql_mode = @aurora_migrate_sql_mode, collation_connection = ' +
  "if(@aurora_migrate_collation like 'utf8mb4%', @aurora_migrate_collation, @@collation_connection)";
