import type { EngineName } from '../migration/migration';
import { UsageError } from './usage-error';

/** The database that a command works on. */
export type Target =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'server'; readonly url: string }
  | {
      readonly kind: 'cluster';
      readonly clusterArn: string;
      readonly secretArn: string;
      readonly database: string;
      readonly region: string;
    };

/** The options that name a database, as they come from the command line. */
export interface TargetOptions {
  readonly engine?: EngineName;
  /** True when it was given without a folder. */
  readonly local?: string | true;
  readonly url?: string;
  readonly clusterArn?: string;
  readonly secretArn?: string;
  readonly database?: string;
}

export const defaultEngine: EngineName = 'aurora-postgresql';
export const defaultDataFolder = '.aurora-migrate/postgresql';

/** @throws UsageError unless exactly one database is named, and its engine is no contradiction */
export function parseTarget(options: TargetOptions): {
  readonly target: Target;
  readonly engine: EngineName;
} {
  const target = targetOf(options);
  const engine = engineOfTarget(target);
  if (engine !== undefined && options.engine !== undefined && options.engine !== engine) {
    throw new UsageError(contradiction(target, options.engine, engine));
  }
  return { target, engine: engine ?? options.engine ?? defaultEngine };
}

/** For people; never with a password. */
export function describeTarget(target: Target): string {
  switch (target.kind) {
    case 'embedded':
      return `the embedded PostgreSQL in ${target.folder}`;
    case 'server': {
      const { host, pathname } = new URL(target.url);
      return `${decodeURIComponent(pathname.slice(1))} at ${host}`;
    }
    case 'cluster':
      return `${target.database} at ${target.clusterArn}`;
  }
}

/** @throws UsageError when it is not the URL of a database; never with the URL, which holds a password */
export function parseServerUrl(url: string): Target & { readonly kind: 'server' } {
  if (!URL.canParse(url)) {
    throw new UsageError(
      '--url is not a URL: give postgres://host:port/database, with user:password@ before the host.',
    );
  }
  const { protocol, username, password, pathname } = new URL(url);
  const engine = schemes[protocol];
  if (engine === undefined) {
    throw new UsageError(`--url begins with ${protocol}//: it must be postgres:// or mysql://.`);
  }
  if (pathname.length < 2) {
    throw new UsageError(
      `--url names no database: put it at the end, as in ${protocol}//host/shop.`,
    );
  }
  // The driver of PostgreSQL takes a user and a password that cannot be decoded as they are.
  const encoded = engine === 'aurora-mysql' ? [username, password, pathname] : [pathname];
  if (!encoded.every(isDecodable)) {
    throw new UsageError('--url has a % that begins no escape of UTF-8: write %25 for a % itself.');
  }
  return { kind: 'server', url };
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

const schemes: Readonly<Record<string, EngineName>> = {
  'postgres:': 'aurora-postgresql',
  'postgresql:': 'aurora-postgresql',
  'mysql:': 'aurora-mysql',
  'mariadb:': 'aurora-mysql',
};

function targetOf(options: TargetOptions): Target {
  const { local, url, clusterArn, secretArn, database } = options;
  const isCluster = [clusterArn, secretArn, database].some((part) => part !== undefined);
  const ways = [
    ...(local === undefined ? [] : ['--local']),
    ...(url === undefined ? [] : ['--url']),
    ...(isCluster ? ['--cluster-arn, --secret-arn, --database'] : []),
  ];
  if (ways.length > 1) throw new UsageError(`${ways.join(' and ')} exclude each other: give one.`);
  if (local !== undefined) {
    return { kind: 'embedded', folder: local === true ? defaultDataFolder : local };
  }
  if (url !== undefined) return parseServerUrl(url);
  if (isCluster) return clusterOf(options);
  throw new UsageError(
    'no database is named. Give one of\n' +
      '  --local [DIR]                 an embedded PostgreSQL\n' +
      '  --url URL                     postgres://… or mysql://…\n' +
      '  --cluster-arn ARN --secret-arn ARN --database NAME',
  );
}

function clusterOf({ clusterArn, secretArn, database }: TargetOptions): Target {
  if (clusterArn === undefined || secretArn === undefined || !database) {
    const missing = [
      ...(clusterArn === undefined ? ['--cluster-arn'] : []),
      ...(secretArn === undefined ? ['--secret-arn'] : []),
      ...(database ? [] : ['--database']),
    ];
    throw new UsageError(`a cluster needs ${missing.join(' and ')} as well.`);
  }
  const region = /^arn:[\w-]+:rds:([\w-]+):\d*:cluster:\S+$/.exec(clusterArn)?.[1];
  if (region === undefined) {
    throw new UsageError(
      `--cluster-arn is "${clusterArn}": it must be arn:aws:rds:<region>:<account>:cluster:<name>.`,
    );
  }
  if (!/^arn:[\w-]+:secretsmanager:[\w-]+:\d*:secret:\S+$/.test(secretArn)) {
    throw new UsageError(
      `--secret-arn is "${secretArn}": it must be ` +
        'arn:aws:secretsmanager:<region>:<account>:secret:<name>.',
    );
  }
  return { kind: 'cluster', clusterArn, secretArn, database, region };
}

/** Absent when the target does not say. */
function engineOfTarget(target: Target): EngineName | undefined {
  switch (target.kind) {
    case 'embedded':
      return 'aurora-postgresql';
    case 'server':
      return schemes[new URL(target.url).protocol];
    case 'cluster':
      return undefined;
  }
}

function contradiction({ kind }: Target, given: EngineName, found: EngineName): string {
  return kind === 'embedded'
    ? `--local is an embedded PostgreSQL, and --engine is ${given}: ` +
        'give --url mysql://host/database instead of --local.'
    : `--engine is ${given}, and --url names a server of ${found}: leave --engine out.`;
}
