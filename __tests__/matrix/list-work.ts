import { casesOf } from './cases';
import { loadSet } from './load-set';
import { type CaseResult, runCase, runUndisturbed, type Undisturbed } from './run-case';
import { countCrashPoints, runCrashPoint } from './run-crash-point';
import { mysqlSets, slowerMysqlSets } from './scripts/mysql';
import { postgresqlSets, slowerPostgresqlSets } from './scripts/postgresql';
import type { EngineName } from '../../migration/migration';
import type { ScriptSet } from './script-set';
import type { MatrixServer } from './servers';
import { runTenAtOnce, shortScripts } from './ten-at-once';

/** A case by its name, ready to run on any server of its engine. */
export interface Work {
  readonly name: string;
  readonly needsOwnServer: boolean;
  run(server: MatrixServer): Promise<CaseResult>;
}

const seeds = 100;

/** All there is to run on an engine. The calls are those of undisturbed runs on the server. */
export async function listWork(server: MatrixServer): Promise<readonly Work[]> {
  const work: Work[] = [];
  for (const set of setsOf(server.engine)) {
    const base = await runUndisturbed(server, await loadSet(set));
    if (server.engine === 'aurora-mysql' && set.switches === undefined)
      work.push(...(await listCrashPoints(server, base)));
    for (const one of casesOf(base.set, base.calls)) {
      work.push({
        name: one.name,
        needsOwnServer: one.fault.needsOwnServer === true,
        run: (on) => told(() => runCase(on, base, one)),
      });
    }
  }
  for (let seed = 1; seed <= seeds; seed += 1) {
    work.push({
      name: `${server.engine.replace('aurora-', '')}/ten at once/seed ${String(seed)}`,
      needsOwnServer: false,
      run: (on) =>
        told(async () => {
          const { problems } = await runTenAtOnce(on, shortScripts(on.engine), seed);
          return { problems, ends: [], isMissed: false };
        }),
    });
  }
  return work;
}

function setsOf(engine: EngineName): readonly ScriptSet[] {
  return engine === 'aurora-mysql'
    ? [...mysqlSets, ...slowerMysqlSets]
    : [...postgresqlSets, ...slowerPostgresqlSets];
}

async function listCrashPoints(server: MatrixServer, base: Undisturbed): Promise<readonly Work[]> {
  const count = await countCrashPoints(server, base);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((point) =>
    (['session', 'server'] as const).map((crashing) => ({
      name: `mysql/${base.set.name}/crash point ${String(point)}/${crashing} killed/once`,
      needsOwnServer: crashing === 'server',
      run: (on: MatrixServer) => told(() => runCrashPoint(on, base, point, crashing)),
    })),
  );
}

async function told(run: () => Promise<CaseResult>): Promise<CaseResult> {
  try {
    return await run();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problems: [text], ends: [], isMissed: false };
  }
}
