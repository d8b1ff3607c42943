import type { MigrateEvent } from '../../../migration/migrate-context';
import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

/** What nobody has written down of the real service, and may meet. */
export function describeSwitches(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a service that refuses COMMIT in a procedure', () => {
    const switches = { refuseCommitInProcedure: true };
    const files = {
      'V1__a.sql': 'create table a (id int);\n',
      'V2__b.sql': 'insert into a values (2);\n',
      'V3__c.sql': 'insert into a values (3);\n',
    };

    it('is told once, by its first call, and then takes a script in each call', async () => {
      const db = await open({ switches });
      const events: MigrateEvent[] = [];

      await db.migrate(files, { onEvent: (event) => events.push(event) });

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
      expect(events.filter(({ kind }) => kind === 'slower')).toEqual([
        { kind: 'slower', refused: 'COMMIT in a procedure', strategy: 'one script per call' },
      ]);
      const runs = db.calls.filter(({ sql }) => sql?.startsWith('call aurora_migrate.run_1'));
      expect(runs.map(({ error }) => error)).toEqual([
        'DatabaseErrorException',
        undefined,
        undefined,
        undefined,
      ]);
    });

    if (target.hasSessions) {
      it.each(['repeatable read', 'serializable'])(
        'applies nothing twice in transactions that are %s, which see what was before their turn',
        async (isolation) => {
          const name = await target.createDatabase();
          const first = await open({ in: name, switches });
          await first.query(
            `alter database ${new URL(name).pathname.slice(1)} ` +
              `set default_transaction_isolation = '${isolation}'`,
          );
          await first.migrate({ 'V1__a.sql': files['V1__a.sql'] });
          const slow = {
            ...files,
            'V2__b.sql': 'select pg_sleep(0.3);\ninsert into a values (2);\n',
          };
          const others = [await open({ in: name, switches }), await open({ in: name, switches })];

          await Promise.all([first, ...others].map((db) => db.migrate(slow)));

          expect(await first.query('select id from a order by id')).toEqual([
            { id: '2' },
            { id: '3' },
          ]);
        },
      );
    }
  });
}
