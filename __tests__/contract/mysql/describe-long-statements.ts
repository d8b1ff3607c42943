import {
  type ContractDatabase,
  type ContractTarget,
  type OpenOptions,
  useDatabases,
} from '../contract-database';
import { describeFollowedStatement } from '../describe-followed-statement';
import { statesOf } from '../states-of';

const files = {
  'V1__a.sql': 'create table a (id int);\ncreate table log (id int);\n',
  'V2__trigger.sql':
    'create trigger a_log after insert on a for each row insert into log values (new.id);\n' +
    'insert into a values (2);\n',
  'V3__next.sql': 'insert into a values (3);\n',
};

/** Statements that run alone and take longer than a call, or than the run. */
export function describeLongStatements(target: ContractTarget): void {
  const open = useDatabases(target);

  describeFollowedStatement(openWithTables, () => target.createDatabase(), {
    files,
    file: 'V2__trigger.sql',
    hold: holdTable,
    endLease:
      "update aurora_migrate_history set lease_until = utc_timestamp(3) where version = '2'",
    states: ['1 applied 2/2', '2 applied 2/2', '3 applied 1/1'],
    ids: 'select id from log order by id',
  });

  describe('a statement that runs alone and is cancelled by the service', () => {
    it('fails as not applied, and runs again in the next run', async () => {
      const name = await target.createDatabase();
      const cancelling = await openWithTables({
        in: name,
        switches: { ignoreContinueAfterTimeout: true },
      });
      await holdTable(cancelling);

      await expect(cancelling.migrate(files)).rejects.toThrow(
        'The database did not report the end of the statement (The statement took longer than the ' +
          '45 s that the Data API gives a call; it runs on in the database), and the catalog shows ' +
          'that it was not applied. Why, the log of the database may say.',
      );
      await cancelling.query('commit');
      const db = await open({ in: name });
      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2', '3 applied 1/1']);
      expect(await db.query('select id from log order by id')).toEqual([{ id: '2' }, { id: '3' }]);
    });
  });

  async function openWithTables(options: OpenOptions = {}) {
    const db = await open({ callTimeoutMs: 400, ...options });
    await db.migrate({ 'V1__a.sql': files['V1__a.sql'] });
    return db;
  }
}

/** Until the transaction ends, no DDL can have the table. */
async function holdTable(db: ContractDatabase): Promise<void> {
  await db.query('begin');
  await db.query('select * from a');
}
