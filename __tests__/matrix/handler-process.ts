import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environmentVariables, manifestFileName } from '../../handler/environment';
import { encodeManifest } from '../../migration/manifest';
import { bundleHandler } from '../../stacks/packaging/bundle-handler';
import type { LoadedSet } from './load-set';
import type { Fault, SeenCall } from '../support/faults/fault';
import { startFaultProxy } from '../support/faults/fault-proxy';
import type { World } from './world';

/** The handler as Lambda has it, bundled and with its layer, each time in a process of its own. */
export interface HandlerProcess {
  /** Runs it to its end. `killed`, or the answer's message. */
  run(world: World, choose: (call: SeenCall) => Fault | undefined): Promise<string>;
  remove(): Promise<void>;
}

export async function prepareHandler(set: LoadedSet): Promise<HandlerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'handler-process-'));
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  const { files } = await bundleHandler(join(__dirname, '../../handler/main.ts'));
  for (const { name, content } of files) await write(name, content);
  await write(`schema/${manifestFileName}`, encodeManifest(set.manifest));
  for (const { file } of set.manifest.migrations) {
    await write(`schema/${file}`, await set.readScript(file));
  }
  await write('invoke.js', invoke(set));

  return {
    run: (world, choose) => runProcess(folder, world, choose),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function runProcess(
  folder: string,
  { api, set }: World,
  choose: (call: SeenCall) => Fault | undefined,
): Promise<string> {
  let kill: () => void = () => undefined;
  const refuse = (): never => {
    throw new Error('only the process is killed here');
  };
  const proxy = await startFaultProxy({
    target: api.endpoint,
    choose,
    usualMs: () => 5,
    effects: {
      killSessions: refuse,
      killServer: refuse,
      limitCalls: refuse,
      killHandler: () => {
        kill();
      },
    },
  });
  const child = spawn(process.execPath, ['--no-warnings', 'invoke.js'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL_RDS_DATA: proxy.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      [environmentVariables.databaseName]: api.database,
      [environmentVariables.clusterArn]: api.resourceArn,
      [environmentVariables.secretArn]: api.secretArn,
      [environmentVariables.engine]: set.engine,
      [environmentVariables.schemaPath]: join(folder, 'schema'),
    },
  });
  kill = () => child.kill('SIGKILL');
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return signal === 'SIGKILL' ? 'killed' : output;
  } finally {
    await proxy.close();
  }
}

function invoke({ checksums }: LoadedSet): string {
  return `
    require('./index.js')
      .main(${JSON.stringify({ files: checksums })}, { getRemainingTimeInMillis: () => 900000 })
      .then((result) => console.log(result.message));
  `;
}
