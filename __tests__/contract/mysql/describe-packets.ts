import { engineOf } from '../../../engines/engine-of';
import { type ContractTarget, useDatabases } from '../contract-database';

/** What max_allowed_packet allows, which the servers of the suites have at 64 MiB, as Aurora has. */
export function describePackets(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a script that is larger than max_allowed_packet', () => {
    it('fails by the name and the value of that setting', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });
      const engine = engineOf(target.engine);
      await engine.keepPart(db.database, { uploadId: 'run-a/1', number: 1, text: '' });
      await db.query(
        "insert into aurora_migrate_uploads select 'run-a/1', n, repeat('x', 40000000), " +
          'utc_timestamp(3) from (select 2 as n union all select 3) numbers',
      );

      const running = engine.run(db.database, { id: 'run-a', toolVersion: '0.1.0' }, 1, {
        id: 'run-a/1',
        parts: 3,
        sha256: 'ab'.repeat(32),
      });

      await expect(running).rejects.toThrow(
        'it takes 80000000 bytes as JSON, and max_allowed_packet is 67108864; raise that, or split ' +
          'the script',
      );
    });
  });
}
