import type { EngineName } from './migration';

/**
 * Says why a version cannot be used, with the fix; undefined when it can.
 * A cluster needs the Data API and `min_capacity = 0` of its version.
 */
export function findVersionProblem(engine: EngineName, version: string): string | undefined {
  return engine === 'aurora-postgresql' ? findPostgresProblem(version) : findMysqlProblem(version);
}

interface Minimum {
  readonly dataApi: number;
  readonly scaleToZero: number;
}

// First minor version of each major one. Later majors have both from the start.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.ServerlessV2.html
const postgresMinimums: ReadonlyMap<number, Minimum> = new Map([
  [13, { dataApi: 11, scaleToZero: 15 }],
  [14, { dataApi: 8, scaleToZero: 12 }],
  [15, { dataApi: 3, scaleToZero: 7 }],
  [16, { dataApi: 1, scaleToZero: 3 }],
  [17, { dataApi: 4, scaleToZero: 4 }],
]);
const oldestPostgres = 13;

function findPostgresProblem(version: string): string | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(version);
  if (match === null) return 'a version of Aurora PostgreSQL looks like 16.8, or 16';

  const major = Number(match[1]);
  if (major < oldestPostgres) {
    return `Aurora PostgreSQL ${major} does not scale to zero; use 13.15 or later`;
  }
  const minimum = postgresMinimums.get(major);
  // Without a minor version AWS takes its present default, which has long had both.
  if (minimum === undefined || match[2] === undefined) return undefined;

  const minor = Number(match[2]);
  const needed = Math.max(minimum.dataApi, minimum.scaleToZero);
  if (minor >= needed) return undefined;
  return (
    `Aurora PostgreSQL ${major} has the Data API from ${major}.${minimum.dataApi} on and scales ` +
    `to zero from ${major}.${minimum.scaleToZero} on; use ${major}.${needed} or later`
  );
}

function findMysqlProblem(version: string): string | undefined {
  const match = /^(\d)\.\d+(?:\.mysql_aurora\.(\d+)\.(\d+)(?:\.\d+)?)?$/.exec(version);
  if (match === null) {
    return 'a version of Aurora MySQL looks like 8.0.mysql_aurora.3.10.1, or 8.0';
  }
  const [mysql, aurora, minor] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Without Aurora's own number AWS takes its present default.
  const isEnough = match[2] === undefined ? mysql >= 8 : aurora > 3 || (aurora === 3 && minor >= 8);
  if (isEnough) return undefined;
  return (
    'Aurora MySQL has the Data API from 3.07 on and scales to zero from 3.08 on; ' +
    'use 8.0.mysql_aurora.3.08.0 or later'
  );
}
