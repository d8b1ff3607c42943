import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyReply } from 'fastify';
import { assertRequest } from './assert-request';
import { assertResponseSize, maxRequestBytes } from './limits';
import { createOperations } from './operations';
import {
  defaultResourceArn,
  defaultSecretArn,
  defaultSwitches,
  type LocalDataApiOptions,
} from './options';
import { createPausing } from './pausing';
import { badRequest, internalFailure, requestTooLong, ServiceError } from './service-error';
import type { Request } from './wire';

export type { LocalCall, LocalDataApiOptions, Switches } from './options';

export interface LocalDataApi {
  readonly endpoint: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
  /** Pauses the cluster: the next call fails and starts the resume. */
  pause(): void;
  /** Ends all sessions, and the backend with them. */
  close(): Promise<void>;
}

/** Serves the Data API over a database, on the loopback interface. */
export async function startLocalDataApi(options: LocalDataApiOptions): Promise<LocalDataApi> {
  const { backend, latencyMs = 0, onCall, callTimeoutMs = 45_000 } = options;
  const known = {
    resourceArn: options.resourceArn ?? defaultResourceArn,
    secretArn: options.secretArn ?? defaultSecretArn,
    acceptAnyArn: options.acceptAnyArn ?? false,
  };
  const operations = createOperations({
    backend,
    callTimeoutMs: typeof callTimeoutMs === 'number' ? () => callTimeoutMs : callTimeoutMs,
    transactionIdleMs: options.transactionIdleMs ?? 180_000,
    transactionLifetimeMs: options.transactionLifetimeMs ?? 86_400_000,
    switches: { ...defaultSwitches, ...options.switches },
  });
  const pausing = createPausing(options.pause);
  const routes = [
    {
      path: '/Execute',
      run: (request: Request) => operations.execute(request),
      required: ['resourceArn', 'secretArn', 'sql'],
    },
    {
      path: '/BatchExecute',
      run: (request: Request) => operations.batchExecute(request),
      required: ['resourceArn', 'secretArn', 'sql'],
    },
    {
      path: '/BeginTransaction',
      run: (request: Request) => operations.begin(request),
      required: ['resourceArn', 'secretArn'],
    },
    {
      path: '/CommitTransaction',
      run: (request: Request) => operations.commit(request),
      required: ['resourceArn', 'secretArn', 'transactionId'],
      isEnd: true,
    },
    {
      path: '/RollbackTransaction',
      run: (request: Request) => operations.rollback(request),
      required: ['resourceArn', 'secretArn', 'transactionId'],
      isEnd: true,
    },
  ] as const;

  const server = fastify({ bodyLimit: maxRequestBytes, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  // The limit is on the request as it is sent, and fastify's on its body alone.
  server.addHook('onRequest', async ({ raw }, reply) => {
    const bytes = headerBytes(raw.rawHeaders) + Number(raw.headers['content-length'] ?? 0);
    if (bytes > maxRequestBytes) await answerError(reply, requestTooLong());
  });
  server.setNotFoundHandler((_request, reply) =>
    answerError(reply, new ServiceError('UnknownOperationException', 404, '')),
  );
  server.setErrorHandler((error: { code?: string }, _request, reply) =>
    answerError(
      reply,
      error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? requestTooLong() : internalFailure(),
    ),
  );
  for (const route of routes) {
    const { path, run, required } = route;
    server.post(path, async (request, reply) => {
      const body = typeof request.body === 'string' ? request.body : '';
      const call = { operation: path.slice(1), bytesIn: Buffer.byteLength(body) };
      let sql: string | undefined;
      try {
        const parsed = parseBody(body);
        sql = parsed.sql;
        if (latencyMs > 0) await sleep(latencyMs);
        assertRequest(parsed, required, known);
        // Neither is declared to fail so; a paused cluster has no transactions.
        if (!('isEnd' in route)) pausing.assertAwake();
        const answer = JSON.stringify(await run(parsed));
        assertResponseSize(answer);
        onCall?.({
          ...call,
          ...(sql !== undefined && { sql }),
          bytesOut: Buffer.byteLength(answer),
        });
        return await reply.type('application/json').send(answer);
      } catch (error) {
        const told = error instanceof ServiceError ? error : internalFailure();
        onCall?.({ ...call, ...(sql !== undefined && { sql }), bytesOut: 0, error: told.name });
        return answerError(reply, told);
      }
    });
  }

  const endpoint = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    endpoint,
    resourceArn: known.resourceArn,
    secretArn: known.secretArn,
    database: backend.database,
    pause: () => {
      pausing.pause();
    },
    close: async () => {
      await server.close();
      await operations.close();
      await backend.close();
    },
  };
}

function answerError(reply: FastifyReply, { name, status, message }: ServiceError): FastifyReply {
  const body = message === '' ? {} : { message };
  return reply
    .code(status)
    .header('x-amzn-errortype', name)
    .type('application/json')
    .send(JSON.stringify(body));
}

function headerBytes(rawHeaders: readonly string[]): number {
  return rawHeaders.reduce((sum, text) => sum + text.length + ': '.length, 0);
}

function parseBody(body: string): Request {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Told below.
  }
  throw badRequest('The request is not valid JSON');
}
