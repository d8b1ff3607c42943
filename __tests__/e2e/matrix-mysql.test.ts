import { describeSample } from '../matrix/describe-sample';
import { mysqlSets } from '../matrix/scripts/mysql';
import { matrixServer } from '../matrix/servers';

describeSample(
  'MySQL',
  () => matrixServer('aurora-mysql', process.env.TEST_MYSQL_URL ?? ''),
  mysqlSets,
  40,
);
