import { type ContractTarget, useDatabases } from './contract-database';

/** What each script asks of the history takes the same time, however long the history is. */
export function describeLongHistory(target: ContractTarget): void {
  const open = useDatabases(target);
  const { fill, explain, index } =
    target.engine === 'aurora-mysql' ? mysqlQueries : postgresqlQueries;

  describe('a history of 1,000 scripts', () => {
    it('is not read as a whole to find a script that another run works on', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': 'select 1;\n' });
      await db.query(fill);

      const plan = await db.query(explain);

      expect(JSON.stringify(plan)).toContain(index);
    });
  });
}

const columns =
  'version, installed_rank, description, file, checksum, state, statements_total, ' +
  'statements_applied, applied_hash, started_at, database_user, run_id, tool_version';
const values = "'d', 'f', 'c', 'applied', 1, 1, '', current_timestamp, 'u', 'r', 't'";

const postgresqlQueries = {
  fill: `insert into aurora_migrate.history (${columns})
    select n::text, n, ${values} from generate_series(2, 1000) n`,
  explain: `explain select from aurora_migrate.history h
    where h.state = 'running' and h.run_id <> 'this one'`,
  index: 'history_running',
};

const digits = `(select 0 as d ${'123456789'.replace(/./g, ' union all select $&')})`;
const mysqlQueries = {
  fill: `insert into aurora_migrate_history (${columns})
    select n, n, ${values} from (
      select x.d + 10 * y.d + 100 * z.d as n from ${digits} x, ${digits} y, ${digits} z
    ) numbers where n > 1`,
  explain: `explain select count(*) from aurora_migrate_history
    where state = 'running' and run_id <> 'this one'`,
  index: '"key":"by_state"',
};
