import { describeTarget, parseTarget } from '../../cli/target';
import { UsageError } from '../../cli/usage-error';

const cluster = {
  clusterArn: 'arn:aws:rds:eu-west-1:123456789012:cluster:shop',
  secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf',
  database: 'shop',
};

it('takes --local without a folder as the default folder', () => {
  expect(parseTarget({ local: true })).toEqual({
    target: { kind: 'embedded', folder: '.aurora-migrate/postgresql' },
    engine: 'aurora-postgresql',
  });
});

it('takes the folder of --local', () => {
  expect(parseTarget({ local: 'data' }).target).toEqual({ kind: 'embedded', folder: 'data' });
});

it.each([
  ['postgres://me:secret@localhost/shop', 'aurora-postgresql'],
  ['postgresql://localhost/shop', 'aurora-postgresql'],
  ['postgres://me:100%@localhost/shop', 'aurora-postgresql'],
  ['mysql://me:secret@localhost:3307/shop', 'aurora-mysql'],
  ['mariadb://localhost/shop', 'aurora-mysql'],
])('learns the engine from %s', (url, engine) => {
  expect(parseTarget({ url })).toEqual({ target: { kind: 'server', url }, engine });
});

it('takes the region from the ARN of the cluster', () => {
  expect(parseTarget({ ...cluster, engine: 'aurora-mysql' })).toEqual({
    target: { kind: 'cluster', ...cluster, region: 'eu-west-1' },
    engine: 'aurora-mysql',
  });
});

it('takes a cluster for PostgreSQL unless told otherwise', () => {
  expect(parseTarget(cluster).engine).toBe('aurora-postgresql');
});

it.each([
  [{ kind: 'embedded', folder: 'data' } as const, 'the embedded PostgreSQL in data'],
  [
    { kind: 'server', url: 'postgres://me:secret@localhost:5433/shop' } as const,
    'shop at localhost:5433',
  ],
  [
    { kind: 'cluster', ...cluster, region: 'eu-west-1' } as const,
    'shop at arn:aws:rds:eu-west-1:123456789012:cluster:shop',
  ],
])('describes a target without its password', (target, text) => {
  expect(describeTarget(target)).toBe(text);
});

it.each([
  [
    'no database',
    {},
    'no database is named. Give one of\n' +
      '  --local [DIR]                 an embedded PostgreSQL\n' +
      '  --url URL                     postgres://… or mysql://…\n' +
      '  --cluster-arn ARN --secret-arn ARN --database NAME',
  ],
  [
    'two databases',
    { local: true, url: 'postgres://localhost/shop' } as const,
    '--local and --url exclude each other: give one.',
  ],
  [
    'a cluster and a server',
    { url: 'postgres://localhost/shop', database: 'shop' },
    '--url and --cluster-arn, --secret-arn, --database exclude each other: give one.',
  ],
  [
    'a cluster without its secret',
    { clusterArn: cluster.clusterArn },
    'a cluster needs --secret-arn and --database as well.',
  ],
  [
    'an ARN that is none of a cluster',
    { ...cluster, clusterArn: 'shop' },
    '--cluster-arn is "shop": it must be arn:aws:rds:<region>:<account>:cluster:<name>.',
  ],
  [
    'an ARN that is none of a secret',
    { ...cluster, secretArn: 'shop' },
    '--secret-arn is "shop": it must be arn:aws:secretsmanager:<region>:<account>:secret:<name>.',
  ],
  [
    'a URL that is none',
    { url: 'me:secret@localhost' },
    '--url begins with me://: it must be postgres:// or mysql://.',
  ],
  [
    'text for a URL',
    { url: '//me:secret@localhost' },
    '--url is not a URL: give postgres://host:port/database, with user:password@ before the host.',
  ],
  [
    'a URL of another kind of server',
    { url: 'http://localhost/shop' },
    '--url begins with http://: it must be postgres:// or mysql://.',
  ],
  [
    'a URL without a database',
    { url: 'mysql://me:secret@localhost' },
    '--url names no database: put it at the end, as in mysql://host/shop.',
  ],
  [
    'a name of a database that cannot be decoded',
    { url: 'postgres://localhost/100%' },
    '--url has a % that begins no escape of UTF-8: write %25 for a % itself.',
  ],
  [
    'a password for MySQL that cannot be decoded',
    { url: 'mysql://me:100%@localhost/shop' },
    '--url has a % that begins no escape of UTF-8: write %25 for a % itself.',
  ],
  [
    'an embedded MySQL',
    { local: true, engine: 'aurora-mysql' } as const,
    '--local is an embedded PostgreSQL, and --engine is aurora-mysql: ' +
      'give --url mysql://host/database instead of --local.',
  ],
  [
    'an engine that is not that of the server',
    { url: 'mysql://localhost/shop', engine: 'aurora-postgresql' } as const,
    '--engine is aurora-postgresql, and --url names a server of aurora-mysql: leave --engine out.',
  ],
])('refuses %s', (_, options, message) => {
  expect(() => parseTarget(options)).toThrow(new UsageError(message));
});
