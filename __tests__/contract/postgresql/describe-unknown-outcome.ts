import { type ContractTarget, useDatabases } from '../contract-database';
import { killSleeping } from '../kill-sleeping';
import { statesOf } from '../states-of';

const files = {
  'V1__table.sql': 'create table log (n int);\n',
  'V2__loop.sql':
    'insert into log values (1);\n' +
    'do $$ begin insert into log values (2); commit; perform pg_sleep(1); end $$;\n' +
    'insert into log values (3);\n',
};

/** A statement that runs alone, and whose session ends before it tells how it ended. */
export function describeUnknownOutcome(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement whose outcome is unknown', () => {
    it('ends its run, and holds up the next one until it is settled by hand', async () => {
      const db = await open();

      const run = db.migrate(files);
      await Promise.all([
        expect(run).rejects.toThrow(
          /^schema\/V2__loop\.sql:2: statement 2 of 3 runs alone, and the database did not report its end \([^]*\)\. It does not run any more, and whether it was applied is not known: look in the database, and answer with "aurora-migrate repair 2 --statement-applied" or "aurora-migrate repair 2 --statement-not-applied" \(docs\/history\.md, "A statement whose outcome is unknown"\)\.$/,
        ),
        killSleeping(db),
      ]);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 running 1/3']);
      await expect(db.migrate(files)).rejects.toThrow(
        /^V2__loop\.sql:2: the run of \d{4}-[^ ]*Z ended while statement 2 of 3 was in flight; neither the history nor the catalog can tell whether it was applied: look in the database, and answer with "aurora-migrate repair 2 --statement-applied" or "aurora-migrate repair 2 --statement-not-applied" \(docs\/history\.md, "A statement whose outcome is unknown"\)\.\nNothing else was applied\.$/,
      );

      await db.query(
        "update aurora_migrate.history set state = 'failed', statement_in_flight = null, " +
          "lease_until = null where version = '2' and state = 'running'",
      );
      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 3/3']);
      expect(await db.query('select n from log order by n')).toEqual([
        { n: '1' },
        { n: '2' },
        { n: '2' },
        { n: '3' },
      ]);
    });

    it('is waited for by another run as long as its lease lasts', async () => {
      const db = await open();
      await Promise.all([
        expect(db.migrate(files, { runId: 'killed' })).rejects.toThrow(),
        killSleeping(db),
      ]);
      // As if its function had been killed, too.
      await db.query(
        "update aurora_migrate.history set lease_until = now() + interval '60 s' where version = '2'",
      );

      const run = db.migrate(files, { deadline: Date.now() + 100 });

      await expect(run).rejects.toThrow(
        /^Another run \(killed, by postgres\) works on V2 loop since [^ ]*Z, 1 of 3 statements applied so far\. Run again when the other one has ended\.$/,
      );
    });
  });
}
