import { type IncomingHttpHeaders, request as send } from 'node:http';
import { connect } from 'node:net';

export interface Upstream {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Passes a request on and waits for its answer. */
export function forward(endpoint: string, { path, headers, body }: Upstream): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(`${endpoint}${path}`, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 500,
          headers: response.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends a request up to the middle of its body, and hangs up. */
export function forwardHalf(endpoint: string, { path, headers, body }: Upstream): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  const head = [`POST ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      socket.write(body.subarray(0, Math.floor(body.length / 2)), () => socket.destroy());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });
}
