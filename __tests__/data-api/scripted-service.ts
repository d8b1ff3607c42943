import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createRdsDataClient } from '../../data-api/create-client';
import type { Wait } from '../../data-api/call-patiently';
import { DataApiDatabase, type DataApiDatabaseOptions } from '../../data-api/data-api-database';

/** What the service does with one request. */
export type Answer = (response: ServerResponse) => void;

export interface ReceivedRequest {
  readonly path: string;
  readonly bytes: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const resourceArn = 'arn:aws:rds:eu-central-1:123456789012:cluster:shop';
export const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop';

/** A Data API that gives the answers it was told, in order. */
export class ScriptedService {
  readonly requests: ReceivedRequest[] = [];
  readonly waits: Wait[] = [];
  readonly #answers: Answer[] = [];
  readonly #server = createServer((request, response) => {
    void this.#respond(request, response);
  });

  static async start(): Promise<ScriptedService> {
    const service = new ScriptedService();
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get paths(): readonly string[] {
    return this.requests.map(({ path }) => path);
  }

  answerWith(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  /** A database on a clock that stands still but for its sleeps. */
  database(options: Partial<DataApiDatabaseOptions> = {}): DataApiDatabase {
    let nowMs = 0;
    return new DataApiDatabase({
      client: this.client(),
      resourceArn,
      secretArn,
      database: 'shop',
      onWait: (wait) => this.waits.push(wait),
      clock: {
        now: () => nowMs,
        sleep: (durationMs) => {
          nowMs += durationMs;
          return Promise.resolve();
        },
        random: () => 1,
      },
      ...options,
    });
  }

  client() {
    return createRdsDataClient({
      endpoint: this.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    this.requests.push({
      path: request.url ?? '',
      bytes: bytes.length,
      body: JSON.parse(bytes.toString('utf8')),
    });
    const answer = this.#answers.shift() ?? fails(500, 'NoAnswerWasScripted');
    answer(response);
  }
}

export function succeeds(body: object = {}): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

export function fails(status: number, type: string, message?: string): Answer {
  return (response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
      .end(JSON.stringify(message === undefined ? {} : { message }));
  };
}

export function fails400(type: string, message: string): Answer {
  return fails(400, type, message);
}

export function sends(status: number, text: string): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
}

/** Takes the request and hangs up. */
export const hangsUp: Answer = (response) => {
  response.destroy();
};

export const begins = succeeds({ transactionId: 'T1' });
export const commits = succeeds({ transactionStatus: 'Transaction Committed' });
export const rollsBack = succeeds({ transactionStatus: 'Rollback Complete' });
export const resumes = fails400(
  'DatabaseResumingException',
  'The Aurora DB instance shop is resuming after being auto-paused. Please wait a few seconds ' +
    'and try again.',
);
