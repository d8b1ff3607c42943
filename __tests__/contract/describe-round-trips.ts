import { engineOf } from '../../engines/engine-of';
import { type ContractTarget, useDatabases } from './contract-database';

const table = { 'V0__table.sql': 'create table log (script int, statement int);\n' };

/** 1,000 scripts of five statements each. */
function manyScripts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `V${String(index + 1)}__script_number_${String(index + 1)}.sql`,
      [1, 2, 3, 4, 5]
        .map((number) => `insert into log values (${String(index + 1)}, ${String(number)});\n`)
        .join(''),
    ]),
  );
}

export function describeRoundTrips(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';

  describe('calls of the Data API', () => {
    it('are at most 10 for the first run of 1,000 scripts, and 1 when nothing is pending', async () => {
      const db = await open();
      const files = { ...table, ...manyScripts() };

      const result = await db.migrate(files);

      expect(result.applied).toHaveLength(1001);
      expect(db.calls.length).toBeLessThanOrEqual(10);
      expect(await db.query('select count(*) as rows_in_all from log')).toEqual([
        { rows_in_all: '5000' },
      ]);
      const applied = db.calls.length;
      await db.migrate(files);
      expect(db.calls.length - applied).toBe(1);
    }, 60_000);

    // Here the count is the engine's, and the embedded server takes its time.
    if (target.hasSessions) {
      it('are at most 6 for 1,000 scripts once there is a history', async () => {
        const db = await open();
        await db.migrate(table);
        const before = db.calls.length;

        const result = await db.migrate({ ...table, ...manyScripts() });

        expect(result.applied).toHaveLength(1000);
        expect(db.calls.length - before).toBeLessThanOrEqual(6);
      }, 60_000);
    }

    it('read a history of 10,000 scripts with long errors, in pages within all limits', async () => {
      const db = await open();
      await db.migrate(table);
      await db.query(isMysql ? mysqlHistory : postgresqlHistory);
      const before = db.calls.length;

      const history = await engineOf(target.engine).readHistory(db.database, 0);

      expect(history).toHaveLength(10_001);
      const last = history?.at(-1);
      expect(last?.description).toBe('d'.repeat(200));
      expect(last?.failure?.details.message).toBe('\u0001'.repeat(4000));
      const calls = db.calls.slice(before);
      expect(calls.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(calls.length).toBeGreaterThan(5);
      expect(calls.length).toBeLessThan(40);
    }, 60_000);
  });
}

const columns =
  'version, installed_rank, description, file, checksum, state, statements_total, ' +
  'statements_applied, applied_hash, started_at, database_user, run_id, tool_version, error_message';

// Each hundredth has an error as long as the history takes, which is six times that as JSON.
const postgresqlHistory = `
  insert into aurora_migrate.history (${columns})
  select n::text, n + 1, repeat('d', 200), 'V' || n || '__' || repeat('f', 200) || '.sql', repeat('c', 64),
    'applied', 1, 1, '', now(), 'postgres', 'run', '0.1.0',
    case when n % 100 = 0 then repeat(chr(1), 4000) end
  from generate_series(1, 10000) n`;

const digits = (name: string): string =>
  `(select 0 as d ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `union all select ${String(n)}`).join(' ')}) ${name}`;

const mysqlHistory = `
  insert into aurora_migrate_history (${columns})
  select n, n + 1, repeat('d', 200), concat('V', n, '__', repeat('f', 200), '.sql'), repeat('c', 64),
    'applied', 1, 1, '', utc_timestamp(3), 'root', 'run', '0.1.0',
    if(n % 100 = 0, repeat(char(1), 4000), null)
  from (
    select 1 + w.d + 10 * x.d + 100 * y.d + 1000 * z.d as n
    from ${digits('w')}, ${digits('x')}, ${digits('y')}, ${digits('z')}
  ) numbers`;
