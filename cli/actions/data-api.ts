import type { Environment } from '../environment';
import { exitCodes, type ExitCode } from '../exit-codes';
import { toJsonLine } from '../json';
import { openLocal, type LocalTarget, type OpenLocal } from '../open-local';
import { defaultDataFolder, parseServerUrl } from '../target';
import { UsageError } from '../usage-error';

export interface DataApiOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Folder of the embedded PostgreSQL; true for the default one. */
  readonly local?: string | true;
  readonly url?: string;
  readonly callTimeoutMs?: number;
  /** How long a start takes, in milliseconds, for a database that is paused at first. */
  readonly paused?: number;
  readonly json: boolean;
}

/** Serves the local Data API until it is interrupted. */
export async function dataApiAction(
  options: DataApiOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { port, callTimeoutMs, paused, json } = options;
  const target = targetOf(options);
  const interrupted = environment.untilInterrupted();
  const api = await openLocal(target, {
    port,
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
    ...(paused !== undefined && { pause: { resumeMs: paused } }),
  });
  try {
    environment.stdout.write(json ? toJsonLine(addressOf(api)) : instructions(api));
    await interrupted;
  } finally {
    await api.close();
  }
  return exitCodes.done;
}

function targetOf({ local, url }: DataApiOptions): LocalTarget {
  if (local !== undefined && url !== undefined) {
    throw new UsageError('--local and --url exclude each other: give one.');
  }
  if (url !== undefined) return parseServerUrl(url);
  if (local === undefined) return { kind: 'memory' };
  return { kind: 'embedded', folder: local === true ? defaultDataFolder : local };
}

function addressOf({ endpoint, resourceArn, secretArn, database }: OpenLocal): object {
  return { endpoint, resourceArn, secretArn, database };
}

function instructions({ endpoint, resourceArn, secretArn, database }: OpenLocal): string {
  return `The Data API is at ${endpoint}. Ctrl-C ends it.

  resource ARN  ${resourceArn}
  secret ARN    ${secretArn}
  database      ${database}

Any AWS SDK finds it with

  export AWS_ENDPOINT_URL_RDS_DATA=${endpoint}
  export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local

  aws rds-data execute-statement --resource-arn ${resourceArn} \\
    --secret-arn ${secretArn} --database ${database} --sql 'select 1'
`;
}
