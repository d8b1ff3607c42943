import { setTimeout as sleep } from 'node:timers/promises';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type RDSDataClient,
} from '@aws-sdk/client-rds-data';
import { UnknownOutcomeError } from '../migration/errors';
import type { Clock, Database, Query, Row, Session } from '../migration/ports';
import type { Target } from './judge-error';
import { assertSize } from './request-size';
import { toParameters, toRows } from './values';
import { waitForReady, type Wait, type WaitOptions } from './wait-for-ready';

export interface DataApiDatabaseOptions extends Target {
  /** With one attempt; see `createRdsDataClient`. */
  readonly client: Pick<RDSDataClient, 'send'>;
  /**
   * How long to wait for a paused or new cluster, in milliseconds.
   *
   * @default 120_000
   */
  readonly resumeTimeoutMs?: number;
  /** @default nobody is told */
  readonly onWait?: (wait: Wait) => void;
  /** @default the system's */
  readonly clock?: Clock & { random(): number };
}

const systemClock = {
  now: Date.now,
  sleep: async (durationMs: number) => {
    await sleep(durationMs);
  },
  random: Math.random,
};

/** An Aurora database behind the RDS Data API. */
export class DataApiDatabase implements Database {
  private readonly client: Pick<RDSDataClient, 'send'>;
  private readonly target: Target;
  private readonly wait: WaitOptions;

  constructor(options: DataApiDatabaseOptions) {
    const { client, resourceArn, secretArn, database } = options;
    this.client = client;
    this.target = { resourceArn, secretArn, database };
    this.wait = {
      target: this.target,
      clock: options.clock ?? systemClock,
      resumeTimeoutMs: options.resumeTimeoutMs ?? 120_000,
      onWait: options.onWait ?? (() => undefined),
    };
  }

  execute(query: Query): Promise<readonly Row[]> {
    return this.executeIn(undefined, query);
  }

  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { transactionId } = await this.call(() =>
      this.client.send(new BeginTransactionCommand(this.target)),
    );
    if (transactionId === undefined) {
      throw new UnknownOutcomeError('the Data API began a transaction and did not name it');
    }
    const { resourceArn, secretArn } = this.target;
    const end = { resourceArn, secretArn, transactionId };
    let result: T;
    try {
      result = await work({ execute: (query) => this.executeIn(transactionId, query) });
    } catch (error) {
      // The first error is the one to be told; a transaction that is left alone ends by itself.
      await this.client.send(new RollbackTransactionCommand(end)).catch(() => undefined);
      throw error;
    }
    await this.call(() => this.client.send(new CommitTransactionCommand(end)));
    return result;
  }

  private async executeIn(
    transactionId: string | undefined,
    { sql, parameters, continueAfterTimeout = false }: Query,
  ): Promise<readonly Row[]> {
    assertSize({ sql, ...(parameters !== undefined && { parameters }) });
    const response = await this.call(() =>
      this.client.send(
        new ExecuteStatementCommand({
          ...this.target,
          sql,
          parameters: toParameters(parameters),
          includeResultMetadata: true,
          continueAfterTimeout,
          ...(transactionId !== undefined && { transactionId }),
        }),
      ),
    );
    return toRows(response);
  }

  private call<T>(send: () => Promise<T>): Promise<T> {
    return waitForReady(send, this.wait);
  }
}
