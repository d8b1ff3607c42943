import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { environmentVariables } from '../../../handler/environment';
import { bundleHandler } from '../../../stacks/packaging/bundle-handler';
import type { Target } from '../peers/peer';
import type { Script } from '../script';
import { writeLayer } from '../write-layer';

/** The function as it is deployed: its bundle, a layer, and the event that Terraform sends. */
export interface Deployed {
  readonly bundle: string;
  readonly layer: string;
  readonly event: string;
}

export async function deploy(
  folder: string,
  engine: Target['engine'],
  scripts: readonly Script[],
): Promise<Deployed> {
  const deployed = {
    bundle: join(folder, 'index.js'),
    layer: join(folder, 'schema'),
    event: join(folder, 'event.json'),
  };
  await mkdir(folder, { recursive: true });
  const { files } = await bundleHandler(join(__dirname, '../../../handler/main.ts'));
  for (const { name, content } of files) await writeFile(join(folder, name), content);
  const event = await writeLayer(deployed.layer, engine, scripts);
  await writeFile(deployed.event, JSON.stringify(event));
  return deployed;
}

/** When it came how far, in milliseconds since 1970. */
export interface Marks {
  readonly began: number;
  readonly loaded: number;
  readonly invoked: number;
  readonly manifestAsked: number;
  readonly manifestRead: number;
  readonly clientBegun: number;
  readonly called: number;
  readonly answered: number;
  readonly ended: number;
}

export interface FunctionRun {
  readonly spawned: number;
  readonly marks: Marks;
  readonly heapBytes: number;
  readonly peakMemoryBytes: number;
}

/** Calls the function once, in a process of its own. */
export async function runFunction(
  { bundle, layer, event }: Deployed,
  target: Target,
  nodeOptions: readonly string[] = [],
): Promise<FunctionRun> {
  const names = environmentVariables;
  const spawned = performance.timeOrigin + performance.now();
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(__dirname, 'function.js'), bundle, event],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
      env: {
        AWS_ENDPOINT_URL_RDS_DATA: target.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        [names.databaseName]: target.database,
        [names.secretArn]: target.secretArn,
        [names.clusterArn]: target.resourceArn,
        [names.engine]: target.engine,
        [names.schemaPath]: layer,
      },
    },
  );
  const told = json(child.stdio[3] as Readable).catch(() => undefined);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const report = (await told) as (Omit<FunctionRun, 'spawned'> & { error?: string }) | undefined;
  if (report === undefined) throw new Error(`the function's process ended with ${exitCode}`);
  if (report.error !== undefined) throw new Error(`the function failed: ${report.error}`);
  return { ...report, spawned };
}
