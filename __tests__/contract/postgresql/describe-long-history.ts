import { type ContractTarget, useDatabases } from '../contract-database';

/** What each script asks of the history takes the same time, however long the history is. */
export function describeLongHistory(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a history of 10,000 scripts', () => {
    it('is not read as a whole to find a script that another run works on', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': 'select 1;\n' });
      await db.query(`insert into aurora_migrate.history select (jsonb_populate_record(h,
          jsonb_build_object('version', '1.' || n, 'installed_rank', n))).*
        from aurora_migrate.history h, generate_series(2, 10000) n`);

      const plan = await db.query(`explain select from aurora_migrate.history h
        where h.state = 'running' and h.run_id <> 'this one'`);

      expect(JSON.stringify(plan)).toContain('history_running');
    });
  });
}
