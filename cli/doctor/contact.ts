import type { RawAnswer, RawDataApi } from '../../data-api/raw-data-api';
import { AccessDeniedError } from '../../data-api/access-errors';
import { HttpEndpointDisabledError } from '../../data-api/cluster-errors';
import type { EngineName } from '../../migration/migration';
import { textOf } from './outcome';
import type { Answer } from './probe';

/** What the first call found. */
export interface Contact {
  /** `PostgreSQL 16.8 on …`, `8.0.39` */
  readonly version: string;
  readonly engine: EngineName;
  readonly elapsedMs: number;
  /** The cluster was paused. */
  readonly wasPaused: boolean;
}

export const contactSql = 'select version() as version';

/** The first call, and the last one if nothing answers. */
export async function makeContact(api: RawDataApi): Promise<RawAnswer> {
  return api.execute({ sql: contactSql });
}

export function readContact(answer: RawAnswer): Contact | undefined {
  if (answer.kind === 'failure') return undefined;
  const version = textOf(answer.rows[0]?.[0] ?? '');
  return {
    version,
    engine: /^PostgreSQL/i.test(version) ? 'aurora-postgresql' : 'aurora-mysql',
    elapsedMs: answer.elapsedMs,
    wasPaused: answer.waitedFor.includes('DatabaseResumingException'),
  };
}

export const contactQuestion = { id: 'endpoint', question: 'Data API' } as const;

export function interpretContact(answer: RawAnswer): Answer {
  if (answer.kind === 'result') {
    return { mark: 'fine', answer: 'on', meaning: 'calls reach the database' };
  }
  const { error } = answer;
  return {
    mark: 'problem',
    answer: failureOf(error),
    meaning: 'nothing reaches the database',
    detail: adviceFor(error),
  };
}

function failureOf(error: Error): string {
  if (error instanceof HttpEndpointDisabledError) return 'off';
  return error instanceof AccessDeniedError ? 'not allowed' : 'no answer';
}

function adviceFor(error: Error): string {
  if (!(error instanceof HttpEndpointDisabledError)) return `${error.message}.`;
  return (
    'Set enable_http_endpoint = true on the cluster, or call ' +
    `aws rds enable-http-endpoint --resource-arn ${error.resourceArn}.`
  );
}
