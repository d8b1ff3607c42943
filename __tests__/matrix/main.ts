import { parseArgs } from 'node:util';
import { startMariadbServer } from '../../emulator/servers/mariadb-server';
import { startPostgresServer } from '../../emulator/servers/postgres-server';
import { keep, stopAll } from '../../emulator/running';
import type { EngineName } from '../../migration/migration';
import { listWork, type Work } from './list-work';
import { pick } from './sample';
import { matrixServer, type MatrixServer } from './servers';
import { createTally } from './tally';

const usage = `Usage: npm run test:matrix -- [options]

  --filter <text>   only cases whose names have it: "mysql/dml/", "killed/twice"
  --seed <number>   the order of the cases (1)
  --sample <count>  only as many of that order
  --workers <count> cases at once (2)
  --verbose         tells how the runs of each case ended`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      filter: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      sample: { type: 'string' },
      workers: { type: 'string', default: '2' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const tally = createTally(values.verbose, `seed ${values.seed}`);
  for (const engine of ['aurora-postgresql', 'aurora-mysql'] as const) {
    if (!mayMatch(engine, values.filter)) continue;
    const shared = await startServer(engine);
    const server = matrixServer(engine, shared.url);
    const matching = (await listWork(server)).filter(({ name }) => name.includes(values.filter));
    const chosen = pick(matching, Number(values.seed), Number(values.sample ?? matching.length));
    tally.begin(engine, chosen.length);
    const crashing = chosen.filter(({ needsOwnServer }) => needsOwnServer);
    const others = chosen.filter(({ needsOwnServer }) => !needsOwnServer);
    const work = async (on: MatrixServer, queue: Work[]): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        tally.add(next.name, await next.run(on));
      }
    };
    const workers = Array.from({ length: Number(values.workers) }, () => work(server, others));
    if (crashing.length > 0) {
      const own = await startServer(engine);
      workers.push(work(matrixServer(engine, own.url, own), crashing));
    }
    await Promise.all(workers);
    await stopAll();
  }
  return tally.end();
}

async function startServer(engine: EngineName) {
  const server = await (engine === 'aurora-mysql' ? startMariadbServer() : startPostgresServer());
  keep(server);
  return server;
}

/** False when the filter begins with the name of the other engine. */
function mayMatch(engine: EngineName, filter: string): boolean {
  const [start = ''] = filter.split('/');
  return !['mysql', 'postgresql'].includes(start) || engine === `aurora-${start}`;
}

main()
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => void stopAll());
