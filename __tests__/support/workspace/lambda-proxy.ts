import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between Terraform and Lambda. */
export interface LambdaProxy {
  readonly endpoint: string;
  /** How often a function was called. */
  countCalls(): number;
  close(): Promise<void>;
}

/**
 * Passes requests on to Lambda and counts the calls of functions.
 *
 * @param onCall `drop` ends the connection of each call, after it was received and before it is
 * passed on
 */
export async function startLambdaProxy(
  target: string,
  onCall: 'pass' | 'drop' = 'pass',
): Promise<LambdaProxy> {
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    const isCall = /\/functions\/[^/]+\/invocations/.test(incoming.url ?? '');
    if (isCall) calls += 1;
    if (isCall && onCall === 'drop') {
      incoming.resume().once('end', () => incoming.socket.destroy());
      return;
    }
    const { method, headers } = incoming;
    const forward = request(`${target}${incoming.url ?? ''}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forward.once('error', () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    countCalls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
