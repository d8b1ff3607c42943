import { setTimeout as sleep } from 'node:timers/promises';
import { maxPayloadBytes } from '../../data-api/request-size';
import { engineOf } from '../../engines/engine-of';
import { createHandler } from '../../handler/create-handler';
import type { MigrationResult } from '../../handler/environment';
import { TimeOverError } from '../../migration/run-errors';
import type { ContractTarget } from '../contract/contract-database';
import { type LocalDatabase, openLocalDatabase } from '../support/local-database';
import { type Files, readSchema } from '../support/schema-folder';

/** A deployment of several invocations, each of which has a moment only. */
export function describeFollowUps(target: ContractTarget): void {
  const pause = target.engine === 'aurora-mysql' ? 'do sleep(2)' : 'select pg_sleep(2)';
  const installed = { 'V1__log.sql': 'create table log (script int);\n' };
  const files = {
    ...installed,
    'V2__quick.sql': 'insert into log values (2);\n',
    'V3__slow.sql': `insert into log values (3);\n${pause};\n`,
    'V4__next.sql': 'insert into log values (4);\n',
  };

  describe('a deployment of several invocations', () => {
    let local: LocalDatabase;
    beforeEach(async () => {
      const backend = await target.connect(await target.createDatabase(), {});
      local = await openLocalDatabase(backend, { callTimeoutMs: 200 });
      await invoke(installed, (checksums) => ({ files: checksums }), 60);
    });
    afterEach(() => local.close());

    /** Calls a new function, as Terraform would; each works for `seconds` at most. */
    async function invoke(
      scripts: Files,
      event: (checksums: Readonly<Record<string, string>>) => unknown,
      seconds: number,
    ): Promise<MigrationResult> {
      const { manifest, readScript } = await readSchema(scripts, target.engine);
      const handle = createHandler({
        logger: { info: () => undefined, error: () => undefined },
        clock: { now: Date.now, sleep: (durationMs) => sleep(durationMs) },
        newRun: () => ({ id: crypto.randomUUID(), toolVersion: '0.1.0' }),
        parts: () =>
          Promise.resolve({
            database: local.database,
            engine: engineOf(target.engine),
            manifest,
            readScript,
            schemaPath: '/opt/schema',
            outOfOrder: false,
            maxPayloadBytes,
          }),
      });
      const checksums = Object.fromEntries(
        manifest.migrations.map(({ file, checksum }) => [file, checksum]),
      );
      return handle(event(checksums), { getRemainingTimeInMillis: () => (50 + seconds) * 1000 });
    }
    const begin = (scripts: Files, seconds: number) =>
      invoke(scripts, (checksums) => ({ files: checksums, hasFollowUp: true }), seconds);
    const goOn = (follows: MigrationResult, hasFollowUp: boolean, seconds: number) =>
      invoke(files, () => ({ follows, hasFollowUp }), seconds);

    it('goes on in the database, is followed to its end, and tells all of it', async () => {
      const first = await begin(files, 1);
      const second = await goOn(first, true, 60);
      const third = await goOn(second, false, 60);

      expect(first).toMatchObject({
        message:
          'Applied V2; the schema is at V2. Not done yet: V3__slow.sql is still running in the ' +
          'database.',
        applied: 1,
        schemaVersion: '2',
      });
      expect(second).toEqual({
        message: 'Applied 3 scripts, V2 to V4; the schema is at V4.',
        applied: 3,
        schemaVersion: '4',
      });
      expect(third).toEqual(second);
      expect(await local.query('select script from log order by script')).toEqual([
        { script: '2' },
        { script: '3' },
        { script: '4' },
      ]);
    });

    it('does not call the database when nothing is left', async () => {
      const first = await begin(installed, 60);
      const calls = local.calls.length;

      await expect(goOn(first, false, 60)).resolves.toEqual({
        message: 'Nothing is pending; the schema is at V1.',
        applied: 0,
        schemaVersion: '1',
      });
      expect(local.calls).toHaveLength(calls);
    });

    it('fails with the invocation whose time is over and that has no follow-up', async () => {
      const first = await begin(files, 0.3);

      await expect(goOn(first, false, 0.3)).rejects.toBeInstanceOf(TimeOverError);
    });

    it('fails at once when a script fails, whatever follows', async () => {
      const broken = { ...files, 'V2__quick.sql': 'insert into nothing values (1);\n' };

      await expect(begin(broken, 60)).rejects.toThrow('V2 quick failed at statement 1 of 1.');
    });
  });
}
