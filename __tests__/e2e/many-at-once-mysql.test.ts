import { describeManyAtOnce } from '../matrix/describe-many-at-once';
import { mysqlSets } from '../matrix/scripts/mysql';
import { matrixServer } from '../matrix/servers';

describeManyAtOnce(
  'MySQL',
  () => matrixServer('aurora-mysql', process.env.TEST_MYSQL_URL ?? ''),
  mysqlSets.find(({ name }) => name === 'routines')!,
);
