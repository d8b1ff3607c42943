import { describeSample } from './describe-sample';
import { postgresqlSets } from './scripts/postgresql';
import { matrixServer } from './servers';

describeSample(
  'PostgreSQL',
  () => matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? ''),
  postgresqlSets,
  20,
);
