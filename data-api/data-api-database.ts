import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
  type RDSDataClient,
} from '@aws-sdk/client-rds-data';

import { SqlError, UnknownOutcomeError } from '../migration/errors';
import type { Database, Query, Row, Session } from '../migration/ports';
import { callPatiently, type Wait } from './call-patiently';
import { classifyFailure } from './classify-failure';
import { systemClock, type ChanceClock } from './clock';
import type { Call } from './failure';
import { assertFits } from './request-size';
import { toRequest } from './request';
import { toRows } from './rows';

export interface DataApiDatabaseOptions {
  /** Made with `maxAttempts: 1` (`createRdsDataClient`): the SDK's own retries re-send SQL. */
  readonly client: Pick<RDSDataClient, 'send'>;
  readonly resourceArn: string;
  readonly secretArn: string;
  /** Always sent: the Data API ignores the secret's `dbname`. */
  readonly database: string;
  /**
   * How long each call waits for a paused or new cluster, in milliseconds; 0 sends it once.
   *
   * @default 120_000
   */
  readonly resumeTimeoutMs?: number;
  /**
   * Whether to wait when the server is read-only, as it is in a fail-over.
   *
   * @default true
   */
  readonly waitsForWriter?: boolean;
  /**
   * Called before each wait.
   *
   * @default nothing is told
   */
  readonly onWait?: (wait: Wait) => void;
  /**
   * Time and chance.
   *
   * @default the system's
   */
  readonly clock?: ChanceClock;
}

/** A cluster's database behind the RDS Data API. */
export class DataApiDatabase implements Database {
  readonly #options: DataApiDatabaseOptions;
  readonly #client: Pick<RDSDataClient, 'send'>;
  readonly #cluster: { readonly resourceArn: string; readonly secretArn: string };
  readonly #database: string;
  readonly #resumeTimeoutMs: number;
  readonly #onWait: (wait: Wait) => void;
  readonly #clock: ChanceClock;
  #hasAnswered = false;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(options: DataApiDatabaseOptions) {
    this.#options = options;
    this.#client = options.client;
    this.#cluster = { resourceArn: options.resourceArn, secretArn: options.secretArn };
    this.#database = options.database;
    this.#resumeTimeoutMs = options.resumeTimeoutMs ?? 120_000;
    this.#onWait = options.onWait ?? (() => undefined);
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * The same database, of which no call waits longer than this from now on. One that may take as long
   * as the service allows has to be sent so early that its end can be told.
   */
  within(milliseconds: number): DataApiDatabase {
    const database = new DataApiDatabase(this.#options);
    database.#hasAnswered = this.#hasAnswered;
    database.#deadline = this.#clock.now() + milliseconds;
    return database;
  }

  async execute(query: Query): Promise<readonly Row[]> {
    return this.#execute(query);
  }

  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const transactionId = await this.#begin();
    try {
      const result = await work({ execute: (query) => this.#execute(query, transactionId) });
      await this.#commit(transactionId);
      return result;
    } catch (error) {
      await this.#rollback(transactionId);
      throw error;
    }
  }

  async #execute(query: Query, transactionId?: string): Promise<readonly Row[]> {
    assertFits(query);
    const command = new ExecuteStatementCommand({
      ...this.#cluster,
      database: this.#database,
      ...toRequest(query),
      ...(transactionId !== undefined && { transactionId }),
    });
    const { continueAfterTimeout = false, isRepeatable = false } = query;
    const call = {
      operation: 'execute',
      continueAfterTimeout,
      isRepeatable,
      // A transaction keeps its session, and so its server.
      waitsForWriter:
        (query.waitsForWriter ?? isRepeatable) &&
        this.#options.waitsForWriter !== false &&
        transactionId === undefined,
    } as const;
    const result = await this.#call(call, () => this.#client.send(command));
    return toRows(result);
  }

  async #begin(): Promise<string> {
    const command = new BeginTransactionCommand({ ...this.#cluster, database: this.#database });
    const { transactionId } = await this.#call({ operation: 'begin' }, () =>
      this.#client.send(command),
    );
    if (transactionId === undefined) {
      throw new UnknownOutcomeError('The Data API began a transaction and did not tell its id');
    }
    return transactionId;
  }

  async #commit(transactionId: string): Promise<void> {
    const command = new CommitTransactionCommand({ ...this.#cluster, transactionId });
    await this.#call({ operation: 'commit' }, () => this.#client.send(command));
  }

  // Its failure is not told: the error that led here is the one to know, and the service
  // rolls back what is left alone for three minutes. After a commit without an answer it
  // frees the locks where the commit did not arrive, and does nothing where it did.
  async #rollback(transactionId: string): Promise<void> {
    const command = new RollbackTransactionCommand({ ...this.#cluster, transactionId });
    for (let attempt = 1; attempt <= rollbackAttempts; attempt += 1) {
      try {
        await this.#client.send(command);
        return;
      } catch (error) {
        // As long as a statement is being cancelled.
        if (!/still running a query/i.test(String(error))) return;
        await this.#clock.sleep(rollbackDelayMs);
      }
    }
  }

  async #call<T>(
    call: Pick<Call, 'operation'> & Partial<Call>,
    send: () => Promise<T>,
  ): Promise<T> {
    const result = await callPatiently(send, (thrown) => this.#classify(thrown, call), {
      clock: this.#clock,
      timeoutMs: this.#timeoutMs(call),
      onWait: this.#onWait,
    });
    this.#hasAnswered = true;
    return result;
  }

  #timeoutMs({ operation, continueAfterTimeout = false }: Partial<Call>): number {
    // A commit is never sent again, whatever the failure proves: ask the database instead.
    if (operation === 'commit') return 0;
    const latest = this.#deadline - (continueAfterTimeout ? longestCallMs : 0);
    return Math.min(this.#resumeTimeoutMs, latest - this.#clock.now());
  }

  #classify(thrown: unknown, call: Pick<Call, 'operation'> & Partial<Call>) {
    const failure = classifyFailure(thrown, {
      ...this.#cluster,
      continueAfterTimeout: false,
      isRepeatable: false,
      waitsForWriter: false,
      isFirstContact: !this.#hasAnswered,
      ...call,
    });
    // An answer of the database itself, though not the one that was hoped for.
    if (failure.kind === 'final' && failure.error instanceof SqlError) this.#hasAnswered = true;
    return failure;
  }
}

const longestCallMs = 45_000;
const rollbackAttempts = 20;
const rollbackDelayMs = 250;
