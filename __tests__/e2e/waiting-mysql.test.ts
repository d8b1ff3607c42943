import { describeWaiting } from '../matrix/describe-waiting';
import { mysqlSets } from '../matrix/scripts/mysql';
import { matrixServer } from '../matrix/servers';

describeWaiting(
  'MySQL',
  () => matrixServer('aurora-mysql', process.env.TEST_MYSQL_URL ?? ''),
  mysqlSets.find(({ name }) => name === 'dml')!,
  {
    startsUp: 'Too many connections; Error code: 1040; SQLState: 08004',
    readOnly:
      'The MySQL server is running with the --read-only option so it cannot execute this ' +
      'statement; Error code: 1290; SQLState: HY000',
    passwordRefused:
      "Access denied for user 'admin_user'@'10.0.0.1' (using password: YES); Error code: 1045; " +
      'SQLState: 28000',
  },
);
