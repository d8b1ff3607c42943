import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { MissingComponentsError } from './components';
import { SettingsError } from '../stacks/settings/settings-error';
import { applyLocally } from './deploy/apply';
import { ensureRunning } from './deploy/start';
import { stopRunning } from './deploy/running';
import { parseSettings } from '../stacks/settings/settings';

const root = resolve(__dirname, '..');

const program = new Command('npm run deploy:local --')
  .description(
    'Deploys the stack by real Terraform to an emulator of AWS on this machine, and runs the ' +
      'scripts in a real database. Called again, it applies what changed. It takes the settings ' +
      'of a deployment (docs/terraform.md), but account, region, credentials and state.',
  )
  .option('--stop', 'end the emulator and its database, and remove what they kept')
  .action(async ({ stop = false }: { readonly stop?: boolean }) => {
    const settings = parseSettings(process.env);
    const folder = join(root, '.emulator', settings.engine);
    if (stop) {
      const wasRunning = await stopRunning(folder);
      console.log(wasRunning ? 'Stopped; nothing is left.' : 'Nothing was running.');
      return;
    }
    const running = await ensureRunning(root, folder, settings, console.error);
    const exitCode = await applyLocally(root, folder, running);
    process.exitCode = exitCode;
    console.log(
      [
        '',
        exitCode === 0 ? 'Deployed to the emulator, which goes on running.' : 'Not deployed.',
        `  look at the database   ${clientOf(running.databaseUrl)}`,
        `  what is applied        npx aurora-migrate status --url ${running.databaseUrl}`,
        `  AWS, for its tools     export AWS_ENDPOINT_URL=${running.endpoint} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
        `  Terraform's folder     ${relative(process.cwd(), join(folder, 'cdktf.out/stacks/aurora'))}`,
        '  apply a change         npm run deploy:local',
        '  end it                 npm run deploy:local -- --stop',
      ].join('\n'),
    );
  });

function clientOf(url: string): string {
  if (url.startsWith('postgres')) return `psql ${url}`;
  const { username, password, port, pathname } = new URL(url);
  return `mariadb -h 127.0.0.1 -P ${port} -u ${username} -p${password} ${pathname.slice(1)}`;
}

program.parseAsync().catch((error: unknown) => {
  const isForPeople = error instanceof SettingsError || error instanceof MissingComponentsError;
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
});
