import { describeKilledProcess } from '../matrix/describe-killed-process';
import { mysqlSets } from '../matrix/scripts/mysql';
import { matrixServer } from '../matrix/servers';

describeKilledProcess(
  'MySQL',
  () => matrixServer('aurora-mysql', process.env.TEST_MYSQL_URL ?? ''),
  mysqlSets.find(({ name }) => name === 'mixed')!,
  // Making the history takes the calls 2 to 7.
  [1, 4, 7, 8, 9],
);
