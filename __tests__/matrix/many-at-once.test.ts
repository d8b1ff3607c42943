import { describeManyAtOnce } from './describe-many-at-once';
import { postgresqlSets } from './scripts/postgresql';
import { matrixServer } from './servers';

describeManyAtOnce(
  'PostgreSQL',
  () => matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? ''),
  postgresqlSets.find(({ name }) => name === 'alone')!,
);
