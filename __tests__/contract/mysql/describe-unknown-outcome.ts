import { type ContractTarget, useDatabases } from '../contract-database';
import { killSleeping } from '../kill-sleeping';
import { statesOf } from '../states-of';

const files = {
  'V1__table.sql':
    'create table log (n int);\n' +
    'create procedure fill() begin insert into log values (2); do sleep(1); end;\n',
  'V2__call.sql': 'insert into log values (1);\ncall fill();\ninsert into log values (3);\n',
};

/** What commits by itself, and leaves no trace in the catalog. */
export function describeUnknownOutcome(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement whose outcome is unknown', () => {
    it('is refused until it is settled by hand', async () => {
      const db = await open();

      const run = db.migrate(files);
      await Promise.all([
        expect(run).rejects.toThrow(
          /^V2__call\.sql:2: the run of \d{4}-[^ ]*Z ended while statement 2 of 3 was in flight; neither the history nor the catalog can tell whether it was applied: look in the database, and answer with "aurora-migrate repair 2 --statement-applied" or "aurora-migrate repair 2 --statement-not-applied" \(docs\/history\.md, "A statement whose outcome is unknown"\)\.\nV1 is applied and stays\.$/,
        ),
        killSleeping(db),
      ]);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 running 1/3']);
      await expect(db.migrate(files)).rejects.toThrow(
        /^V2__call\.sql:2: the run of \d{4}-[^ ]*Z ended while statement 2 of 3 was in flight; [^]*\.\nNothing else was applied\.$/,
      );

      await db.query(
        "update aurora_migrate_history set state = 'failed', statement_in_flight = null, " +
          "lease_until = null where version = '2' and state = 'running'",
      );
      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([
        { n: '1' },
        { n: '2' },
        { n: '3' },
      ]);
    });
  });
}
