import {
  BeginTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type ExecuteStatementCommandOutput,
  type Field,
} from '@aws-sdk/client-rds-data';

import { MigrationError, SqlError } from '../migration/errors';
import type { Query } from '../migration/ports';
import { AccessDeniedError, LoginRefusedError } from './access-errors';
import { callPatiently } from './call-patiently';
import { classifyFailure } from './classify-failure';
import { systemClock } from './clock';
import { HttpEndpointDisabledError } from './cluster-errors';
import type { DataApiDatabaseOptions } from './data-api-database';
import { final, type Call, type Failure } from './failure';
import { readThrown } from './thrown';
import { toRequest } from './request';

export interface RawQuery extends Omit<Query, 'isRepeatable' | 'waitsForWriter'> {
  readonly transactionId?: string;
}

/** What the service wrote into an error, word for word. */
export interface ServiceWords {
  readonly name: string;
  readonly message: string;
  /** Absent when there was no answer. */
  readonly httpStatus?: number;
}

/** A value as the service passed it on; of other kinds only that they came. */
export type RawValue = string | number | boolean | null | { readonly kind: 'binary' | 'array' };

interface Answered {
  readonly elapsedMs: number;
  /** Names of the errors that were waited out before. */
  readonly waitedFor: readonly string[];
}

export type RawAnswer =
  | (Answered & {
      readonly kind: 'result';
      readonly labels: readonly string[];
      readonly rows: readonly (readonly RawValue[])[];
    })
  | (Answered & {
      readonly kind: 'failure';
      readonly words: ServiceWords;
      /** What the rest of the tool makes of it. */
      readonly error: MigrationError;
    });

/**
 * The Data API for someone who wants to know how it behaves: nothing is checked before it is
 * sent, and an error comes as the service worded it. Waits for a cluster as `DataApiDatabase`
 * does, but not for what only a person can change.
 */
export class RawDataApi {
  #hasAnswered = false;

  constructor(private readonly options: DataApiDatabaseOptions) {}

  async execute({ transactionId, ...query }: RawQuery): Promise<RawAnswer> {
    const { client, resourceArn, secretArn, database } = this.options;
    const command = new ExecuteStatementCommand({
      resourceArn,
      secretArn,
      database,
      ...toRequest(query),
      ...(transactionId !== undefined && { transactionId }),
    });
    const { continueAfterTimeout = false } = query;
    return this.#answerOf('execute', continueAfterTimeout, async () =>
      toResult(await client.send(command)),
    );
  }

  /** Begins a transaction; its id is the only value of the result. */
  async begin(): Promise<RawAnswer> {
    const { client, resourceArn, secretArn, database } = this.options;
    const command = new BeginTransactionCommand({ resourceArn, secretArn, database });
    return this.#answerOf('begin', false, async () => {
      const { transactionId = '' } = await client.send(command);
      return { labels: ['transactionId'], rows: [[transactionId]] };
    });
  }

  /** Its failure is not told: the service ends by itself what is left alone. */
  async rollback(transactionId: string): Promise<void> {
    const { client, resourceArn, secretArn } = this.options;
    const command = new RollbackTransactionCommand({ resourceArn, secretArn, transactionId });
    await client.send(command).catch(() => undefined);
  }

  async #answerOf(
    operation: 'execute' | 'begin',
    continueAfterTimeout: boolean,
    send: () => Promise<Pick<RawAnswer & { kind: 'result' }, 'labels' | 'rows'>>,
  ): Promise<RawAnswer> {
    const { resourceArn, secretArn, clock = systemClock, resumeTimeoutMs = 120_000 } = this.options;
    const { onWait = () => undefined } = this.options;
    const call: Call = {
      operation,
      resourceArn,
      secretArn,
      continueAfterTimeout,
      isFirstContact: !this.#hasAnswered,
      isRepeatable: false,
      // That the server is read-only is worth knowing, and not waited for.
      waitsForWriter: false,
    };
    const waitedFor: string[] = [];
    let thrownLast: unknown;
    const classify = (thrown: unknown): Failure => {
      thrownLast = thrown;
      const failure = withoutHope(classifyFailure(thrown, call));
      if (failure.kind === 'passing') waitedFor.push(readThrown(thrown).name);
      return failure;
    };
    const startedAt = clock.now();
    const answered = () => ({ elapsedMs: clock.now() - startedAt, waitedFor });
    try {
      const result = await callPatiently(send, classify, {
        clock,
        timeoutMs: resumeTimeoutMs,
        onWait,
      });
      this.#hasAnswered = true;
      return { kind: 'result', ...answered(), ...result };
    } catch (error) {
      // Whatever else ends a call, such as an interruption, is the caller's.
      if (thrownLast === undefined || !(error instanceof MigrationError)) throw error;
      if (error instanceof SqlError) this.#hasAnswered = true;
      const { name, message, httpStatus } = readThrown(thrownLast);
      const words = { name, message, ...(httpStatus !== undefined && { httpStatus }) };
      return { kind: 'failure', ...answered(), words, error };
    }
  }
}

// A person has to change it; a new cluster or role, for which others wait, is none to examine.
function withoutHope(failure: Failure): Failure {
  if (failure.kind === 'final') return failure;
  const error = failure.giveUp(0, 1);
  return error instanceof HttpEndpointDisabledError ||
    error instanceof AccessDeniedError ||
    error instanceof LoginRefusedError
    ? final(error)
    : failure;
}

function toResult({ records = [], columnMetadata = [] }: ExecuteStatementCommandOutput) {
  return {
    labels: columnMetadata.map(({ label, name }) => label ?? name ?? ''),
    rows: records.map((record) => record.map(toRawValue)),
  };
}

function toRawValue(field: Field): RawValue {
  if (field.arrayValue !== undefined) return { kind: 'array' };
  if (field.blobValue !== undefined) return { kind: 'binary' };
  return field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue ?? null;
}
