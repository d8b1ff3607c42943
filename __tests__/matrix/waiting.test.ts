import { describeWaiting } from './describe-waiting';
import { postgresqlSets } from './scripts/postgresql';
import { matrixServer } from './servers';

describeWaiting(
  'PostgreSQL',
  () => matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? ''),
  postgresqlSets.find(({ name }) => name === 'dml')!,
  {
    startsUp: 'FATAL: the database system is starting up; SQLState: 57P03',
    readOnly: 'ERROR: cannot execute INSERT in a read-only transaction; SQLState: 25006',
    passwordRefused: 'FATAL: password authentication failed for user "admin_user"; SQLState: 28P01',
  },
);
