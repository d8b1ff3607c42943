import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { callKindOf } from './call-kind';
import type { ErrorAnswer, Fault, SeenCall } from './fault';
import { losses, refusals } from './refusals';
import { type Answer, forward, forwardHalf, type Upstream } from './upstream';

/** A call that was answered, or was not. */
export interface ProxiedCall extends SeenCall {
  readonly fault?: Fault;
  durationMs?: number;
  /** The fault came too late: the call was over. */
  isMissed?: boolean;
}

/** What a fault does beyond the wire. */
export interface FaultEffects {
  /** Ends sessions of the Data API: those that are idle, or those that run a statement. How many. */
  killSessions(which: 'idle' | 'running'): Promise<number>;
  /** Kills the database server, and has it started again. */
  killServer(): Promise<void>;
  /** Shortens the time of the calls to come; undefined gives them all the time again. */
  limitCalls(ms: number | undefined): void;
  /** From now on the handler gets no answer and does nothing. */
  killHandler(): void;
}

export interface FaultProxyOptions {
  /** Of the Data API behind it. */
  readonly target: string;
  readonly effects: FaultEffects;
  /** Asked at each call. */
  readonly choose: (call: SeenCall) => Fault | undefined;
  /** How long a call takes without faults. */
  readonly usualMs: (call: SeenCall) => number;
}

export interface FaultProxy {
  readonly endpoint: string;
  readonly calls: readonly ProxiedCall[];
  close(): Promise<void>;
}

/** Stands between the SDK's client and a Data API, and does to calls what happens to calls. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { target, effects, choose, usualMs } = options;
  const calls: ProxiedCall[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const upstream = await readRequest(request);
    const { sql = '', transactionId } = JSON.parse(upstream.body.toString()) as Body;
    const seen: SeenCall = {
      number: calls.length + 1,
      kind: callKindOf(upstream.path, sql),
      isInTransaction: transactionId !== undefined,
    };
    const fault = choose(seen);
    const call: ProxiedCall = { ...seen, ...(fault !== undefined && { fault }) };
    calls.push(call);
    const startedAt = performance.now();
    const pass = async (): Promise<Answer> => {
      const answered = await forward(target, upstream);
      call.durationMs = performance.now() - startedAt;
      return answered;
    };
    const passWhile = async (share: number, happens: () => Promise<void>): Promise<Answer> => {
      const passing = pass();
      await sleep(share * usualMs(seen));
      await Promise.all([happens(), passing.catch(() => undefined)]);
      return passing;
    };

    switch (fault?.kind) {
      case undefined:
        reply(response, await pass());
        return;
      case 'refused':
        refuse(response, typeof fault.as === 'string' ? refusals[fault.as] : fault.as);
        return;
      case 'lost':
        if (fault.when === 'at the end') await pass();
        else pass().catch(() => undefined);
        // What is sent at once still has to arrive before anything else does.
        if (fault.when === 'at once') await sleep(2);
        if (fault.as === 'reset') response.destroy();
        else refuse(response, losses[fault.as]);
        return;
      case 'cut':
        if (fault.what === 'request') {
          await forwardHalf(target, upstream);
          response.destroy();
        } else {
          replyHalf(response, await pass());
        }
        return;
      case 'slow answer': {
        const answered = await pass();
        await sleep(fault.ms);
        reply(response, answered);
        return;
      }
      case 'call limit':
        effects.limitCalls(Math.max(1, fault.share * usualMs(seen)));
        try {
          const answered = await pass();
          call.isMissed = answered.headers['x-amzn-errortype'] !== 'StatementTimeoutException';
          reply(response, answered);
        } finally {
          effects.limitCalls(undefined);
        }
        return;
      case 'expired transaction':
        await forward(target, rollbackOf(upstream));
        reply(response, await pass());
        return;
      case 'killed session':
        if (fault.share === undefined) {
          await effects.killSessions('idle');
          reply(response, await pass());
        } else {
          const answered = await passWhile(fault.share, async () => {
            call.isMissed = (await effects.killSessions('running')) === 0;
          });
          reply(response, answered);
        }
        return;
      case 'killed server':
        if (fault.share === undefined) {
          await effects.killServer();
          reply(response, await pass());
        } else {
          reply(response, await passWhile(fault.share, () => effects.killServer()));
        }
        return;
      case 'killed handler':
        if (fault.sent === 'half') await forwardHalf(target, upstream);
        if (fault.sent === 'all') pass().catch(() => undefined);
        if (fault.sent === 'all') await sleep(2);
        effects.killHandler();
        return;
    }
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Body {
  readonly sql?: string;
  readonly transactionId?: string;
  readonly resourceArn?: string;
  readonly secretArn?: string;
}

async function readRequest(request: IncomingMessage): Promise<Upstream> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return { path: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks) };
}

/** The rollback that the service does by itself when a transaction's time is over. */
function rollbackOf({ headers, body }: Upstream): Upstream {
  const { resourceArn, secretArn, transactionId } = JSON.parse(body.toString()) as Body;
  const rollback = Buffer.from(JSON.stringify({ resourceArn, secretArn, transactionId }));
  return {
    path: '/RollbackTransaction',
    headers: { ...headers, 'content-length': String(rollback.length) },
    body: rollback,
  };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function replyHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function refuse(response: ServerResponse, { status, name, message }: ErrorAnswer): void {
  response
    .writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' })
    .end(JSON.stringify(message === '' ? {} : { message }));
}
