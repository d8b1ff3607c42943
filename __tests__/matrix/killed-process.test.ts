import { describeKilledProcess } from './describe-killed-process';
import { postgresqlSets } from './scripts/postgresql';
import { matrixServer } from './servers';

describeKilledProcess(
  'PostgreSQL',
  () => matrixServer('aurora-postgresql', process.env.TEST_POSTGRES_URL ?? ''),
  postgresqlSets.find(({ name }) => name === 'mixed')!,
  // The first call of the runner.
  [3],
);
