import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const server = join(__dirname, '../../../emulator/servers/postgres-server.ts');

it('leaves a process its exit code', () => {
  const program = `require(${JSON.stringify(server)}); process.exitCode = 7;`;

  const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', program], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });

  expect(status).toBe(7);
});
