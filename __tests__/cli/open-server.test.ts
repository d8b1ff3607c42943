import { type AddressInfo, createServer, type Server } from 'node:net';
import { call } from './call';
import { useScratchFolder, writeFiles } from './scratch-folder';

useScratchFolder();

let server: Server;
afterEach(() => server.close());

/** The port of a server that says something to everybody who comes, or nothing. */
async function startServer(greeting: Buffer | undefined): Promise<number> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== undefined) socket.end(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

it('asks whether a server that greets as MySQL does is PostgreSQL', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n' });
  const port = await startServer(Buffer.from('4a0000000a382e302e333600', 'hex'));

  expect(await call(['plan', '--url', `postgres://me@127.0.0.1:${String(port)}/shop`])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      `Cannot open shop at 127.0.0.1:${String(port)}: received invalid response: 4a. ` +
      'Is it a PostgreSQL server?\n',
  });
});

it('asks whether a server that waits as PostgreSQL does is MySQL', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n' });
  const port = await startServer(undefined);
  const url = `mysql://me@127.0.0.1:${String(port)}/shop?connectTimeout=200`;

  expect(await call(['plan', '--url', url])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      `Cannot open shop at 127.0.0.1:${String(port)}: connect ETIMEDOUT. ` +
      'Is it a MySQL server?\n',
  });
});

it('does not ask where no server is', async () => {
  await writeFiles({ 'schema/V1__a.sql': 'select 1;\n' });
  const port = await startServer(undefined);
  await new Promise((resolve) => server.close(resolve));

  expect(await call(['plan', '--url', `mysql://me@127.0.0.1:${String(port)}/shop`])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr:
      `Cannot open shop at 127.0.0.1:${String(port)}: ` +
      `connect ECONNREFUSED 127.0.0.1:${String(port)}.\n`,
  });
});
