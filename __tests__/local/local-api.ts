import { type Backend } from '../../local/backend';
import {
  type LocalCall,
  type LocalDataApi,
  type LocalDataApiOptions,
  startLocalDataApi,
} from '../../local/server';

export interface Answer {
  readonly status: number;
  /** The header that names the error. */
  readonly error: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A client of the wire itself: no SDK, no retries, nothing made nicer. */
export interface TestApi extends LocalDataApi {
  readonly calls: readonly LocalCall[];
  post(path: string, members?: object): Promise<Answer>;
  execute(sql: string, members?: object): Promise<Answer>;
  /** The id of a new transaction. */
  begin(): Promise<string>;
}

export async function startTestApi(
  backend: Backend,
  options: Omit<LocalDataApiOptions, 'backend' | 'onCall'> = {},
): Promise<TestApi> {
  const calls: LocalCall[] = [];
  const api = await startLocalDataApi({ ...options, backend, onCall: (call) => calls.push(call) });
  const { resourceArn, secretArn, database } = api;
  const post = (path: string, members: object = {}): Promise<Answer> =>
    send(`${api.endpoint}${path}`, { resourceArn, secretArn, ...members });
  return {
    ...api,
    calls,
    post,
    execute: (sql, members = {}) => post('/Execute', { database, sql, ...members }),
    begin: async () => {
      const { body } = await post('/BeginTransaction', { database });
      return String(body.transactionId);
    },
  };
}

export async function send(url: string, members: object | string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof members === 'string' ? members : JSON.stringify(members),
  });
  return {
    status: response.status,
    error: response.headers.get('x-amzn-errortype') ?? undefined,
    body: (await response.json()) as Answer['body'],
  };
}

/** Polls until a condition holds. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come true within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A named parameter. */
export function text(name: string, stringValue: string): object {
  return { name, value: { stringValue } };
}
