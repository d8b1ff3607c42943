import { describeSample } from '../matrix/describe-sample';
import { slowerMysqlSets } from '../matrix/scripts/mysql';
import { matrixServer } from '../matrix/servers';

describeSample(
  'MySQL, one statement per call',
  () => matrixServer('aurora-mysql', process.env.TEST_MYSQL_URL ?? ''),
  slowerMysqlSets,
  24,
);
