import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../contract/until';
import { readCatalog } from '../../integration/postgresql/catalog';
import { askOf, withClient } from '../../integration/postgresql/connect';
import { createPostgresDatabase } from '../../support/servers/databases';

const command = join(__dirname, '../../../bin/aurora-migrate.js');

it('leaves nothing behind when Ctrl-C meets it in the middle of a long call', async () => {
  const url = await createPostgresDatabase();
  const ask = (sql: string) => withClient(url, (client) => askOf(client)(sql));
  const catalog = () => withClient(url, (client) => readCatalog(askOf(client)));
  const sleeping = () =>
    ask(`select pid from pg_stat_activity where datname = current_database()
      and state = 'active' and query like '%pg_sleep(50)%' and pid <> pg_backend_pid()`);
  const before = await catalog();
  const doctor = spawn(process.execPath, [command, 'doctor', '--slow', '--url', url]);
  let stderr = '';
  doctor.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(doctor, 'exit');
  await until(async () => (await sleeping()).length > 0);
  const during = await catalog();

  doctor.kill('SIGINT');
  const [exitCode] = await ended;

  expect({ exitCode, stderr }).toEqual({
    exitCode: 130,
    stderr: 'Interrupted. Nothing is left in the database.\n',
  });
  expect(during).not.toEqual(before);
  expect(await catalog()).toEqual(before);
  expect(await sleeping()).toEqual([]);
}, 60_000);
