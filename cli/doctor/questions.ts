import type { EngineName } from '../../migration/migration';
import { activity } from './probes/activity';
import { callTimeout } from './probes/call-timeout';
import { continueAfterTimeout } from './probes/continue-after-timeout';
import { errorText } from './probes/error-text';
import { multistatement } from './probes/multistatement';
import { mysqlAlone } from './probes/mysql/alone';
import { mysqlNames } from './probes/mysql/names';
import { mysqlProcedures } from './probes/mysql/procedures';
import { mysqlRehearsal } from './probes/mysql/rehearsal-scripts';
import { mysqlConcerns, mysqlSettings } from './probes/mysql/settings';
import { mysqlTypes } from './probes/mysql/type-examples';
import { nameProbe } from './probes/names';
import { postgresqlAlone } from './probes/postgresql/alone';
import { postgresqlNames } from './probes/postgresql/names';
import { postgresqlProcedures } from './probes/postgresql/procedures';
import { postgresqlRehearsal } from './probes/postgresql/rehearsal-scripts';
import { postgresqlConcerns, postgresqlSettings } from './probes/postgresql/settings';
import { postgresqlTypes } from './probes/postgresql/type-examples';
import { callProcedure, commitInProcedure, createProcedure } from './probes/procedures';
import { rehearsal } from './probes/rehearsal';
import { requestSize } from './probes/request-size';
import { responseSize } from './probes/response-size';
import { resume } from './probes/resume';
import { rights } from './probes/rights';
import { settings } from './probes/settings';
import { sqlLength } from './probes/sql-length';
import { transactions } from './probes/transactions';
import { types } from './probes/types';
import { values } from './probes/values';
import { version } from './probes/version';
import { questionOf, type Question } from './probe';

/** All questions to a database that answers, in the order of the table. */
export const questions: Readonly<Record<EngineName, readonly Question[]>> = {
  'aurora-postgresql': [
    questionOf(version),
    questionOf(resume),
    questionOf(rights),
    questionOf(settings(postgresqlSettings, postgresqlConcerns)),
    questionOf(sqlLength),
    questionOf(requestSize),
    questionOf(responseSize),
    questionOf(callTimeout((seconds) => `select cast(pg_sleep(${String(seconds)}) as text)`)),
    questionOf(
      continueAfterTimeout(
        (seconds, table) =>
          `do $late$ begin perform pg_sleep(${String(seconds)}); ` +
          `insert into ${table} values ('late'); end $late$`,
      ),
    ),
    questionOf(multistatement),
    questionOf(values),
    ...postgresqlNames.map((place) => questionOf(nameProbe(place))),
    questionOf(types(postgresqlTypes)),
    questionOf(
      errorText(
        "do $raise$ begin raise exception 'one; two' using detail = 'three', hint = 'four'; end $raise$",
      ),
    ),
    questionOf(transactions('cast(pg_backend_pid() as text)')),
    questionOf(
      activity(
        'select count(*) as sessions from pg_stat_activity ' +
          'where pid = pg_backend_pid() and position(:mark in query) > 0',
      ),
    ),
    questionOf(createProcedure(postgresqlProcedures)),
    questionOf(callProcedure(postgresqlProcedures)),
    questionOf(commitInProcedure(postgresqlProcedures)),
    questionOf(postgresqlAlone),
    questionOf(rehearsal(postgresqlRehearsal)),
  ],
  'aurora-mysql': [
    questionOf(version),
    questionOf(resume),
    questionOf(rights),
    questionOf(settings(mysqlSettings, mysqlConcerns)),
    questionOf(sqlLength),
    questionOf(requestSize),
    questionOf(responseSize),
    questionOf(callTimeout((seconds) => `select sleep(${String(seconds)}) as slept`)),
    questionOf(
      continueAfterTimeout(
        (seconds, table) => `insert into ${table} select sleep(${String(seconds)})`,
      ),
    ),
    questionOf(multistatement),
    questionOf(values),
    ...mysqlNames.map((place) => questionOf(nameProbe(place))),
    questionOf(types(mysqlTypes)),
    questionOf(errorText("signal sqlstate '45000' set message_text = 'one; two'")),
    questionOf(transactions('connection_id()')),
    questionOf(
      // A run looks for the connection that holds its lock; here, in the place of the mark.
      activity(
        'select count(*) as sessions from information_schema.processlist ' +
          "where id = connection_id() and command <> 'Sleep' and char_length(:mark) > 0",
      ),
    ),
    questionOf(createProcedure(mysqlProcedures)),
    questionOf(callProcedure(mysqlProcedures)),
    questionOf(commitInProcedure(mysqlProcedures)),
    questionOf(mysqlAlone),
    questionOf(rehearsal(mysqlRehearsal)),
  ],
};
