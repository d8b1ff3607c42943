import { describeSample } from './describe-sample';
import { slowerPostgresqlSets } from './scripts/postgresql';
import { matrixServer } from './servers';

describeSample(
  'PostgreSQL, one script per call',
  () => matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? ''),
  slowerPostgresqlSets,
  6,
);
