import { parseArgs } from 'node:util';
import { startMariadbServer } from '../../emulator/servers/mariadb-server';
import { startPostgresServer } from '../../emulator/servers/postgres-server';
import { keep, stopAll } from '../../emulator/running';
import { loadSet } from './load-set';
import { type Case, casesOf } from './cases';
import { type CaseResult, runCase, runUndisturbed, type Undisturbed } from './run-case';
import { mysqlSets } from './scripts/mysql';
import { postgresqlSets } from './scripts/postgresql';
import { pick } from './sample';
import { matrixServer, type MatrixServer } from './servers';

/**
 * The whole matrix. `--filter` takes a part of a case's name, `--seed` the order, `--sample` how
 * many cases of that order, `--workers` how many at once on each engine; `--verbose` tells each case's runs.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      filter: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      sample: { type: 'string' },
      workers: { type: 'string', default: '2' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const startedAt = Date.now();
  const total = { cases: 0, failed: 0, missed: 0 };
  const ends = new Map<string, number>();

  for (const sets of [postgresqlSets, mysqlSets]) {
    const [first] = sets;
    if (first === undefined || !mayMatch(first.engine, values.filter)) continue;
    const start = first.engine === 'aurora-mysql' ? startMariadbServer : startPostgresServer;
    const shared = await start();
    keep(shared);
    const server = matrixServer(first.engine, shared.url);
    const undisturbed: Undisturbed[] = [];
    for (const set of sets) undisturbed.push(await runUndisturbed(server, await loadSet(set)));
    const found = undisturbed.flatMap((base) =>
      casesOf(base.set, base.calls).map((one) => ({ base, one })),
    );
    const matching = found.filter(({ one }) => one.name.includes(values.filter));
    const chosen = pick(matching, seed, Number(values.sample ?? matching.length));
    const crashing = chosen.filter(({ one }) => one.fault.needsOwnServer === true);
    const others = chosen.filter(({ one }) => one.fault.needsOwnServer !== true);
    let done = 0;

    const work = async (on: MatrixServer, queue: typeof chosen): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const result = await settled(on, next.base, next.one);
        done += 1;
        total.cases += 1;
        if (result.isMissed) total.missed += 1;
        for (const [index, end] of result.ends.entries()) {
          const isClean = index === result.ends.length - 1;
          const name = `${isClean ? 'clean' : next.one.call.kind}: ${end.split(':')[0] ?? ''}`;
          ends.set(name, (ends.get(name) ?? 0) + 1);
        }
        if (result.problems.length > 0) total.failed += 1;
        if (result.problems.length > 0 || values.verbose) {
          console.log(`\n${result.problems.length > 0 ? 'FAILED ' : ''}${next.one.name}`);
          for (const end of result.ends) console.log(`  run: ${end}`);
          for (const problem of result.problems) console.log(`  ${problem}`);
        }
        const seconds = Math.round((Date.now() - startedAt) / 1000);
        if (process.stderr.isTTY || done % 100 === 0 || done === chosen.length) {
          process.stderr.write(
            `\r${first.engine}: ${String(done)} of ${String(chosen.length)} cases, ` +
              `${String(total.failed)} failed, ${String(seconds)} s, seed ${String(seed)}` +
              (process.stderr.isTTY ? '' : '\n'),
          );
        }
      }
    };
    await Promise.all([
      ...Array.from({ length: Number(values.workers) }, () => work(server, others)),
      crashing.length === 0 ? undefined : workOnOwn(start, first.engine, crashing, work),
    ]);
    await stopAll();
  }

  console.log(
    `\n${String(total.cases)} cases, ${String(total.failed)} failed. Ends of their runs:`,
  );
  for (const [name, count] of [...ends].sort((a, b) => b[1] - a[1])) {
    console.log(`${String(count).padStart(7)}  ${name}`);
  }
  return total.failed === 0 && total.cases > 0 ? 0 : 1;
}

/** False when the filter begins with the name of the other engine. */
function mayMatch(engine: string, filter: string): boolean {
  const [start = ''] = filter.split('/');
  return !['mysql', 'postgresql'].includes(start) || engine === `aurora-${start}`;
}

async function workOnOwn<T>(
  start: typeof startPostgresServer,
  engine: MatrixServer['engine'],
  queue: T,
  work: (server: MatrixServer, queue: T) => Promise<void>,
): Promise<void> {
  const own = await start();
  keep(own);
  await work(matrixServer(engine, own.url, own), queue);
}

async function settled(server: MatrixServer, base: Undisturbed, one: Case): Promise<CaseResult> {
  try {
    return await runCase(server, base, one);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problems: [text], ends: [], isMissed: false };
  }
}

main()
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => void stopAll());
