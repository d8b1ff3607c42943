import { type ContractTarget, useDatabases } from './contract-database';

const files = {
  'V1__create_customers.sql':
    'create table customers (id int primary key);\ninsert into customers values (1);\n',
  'V1_10__create_orders.sql': 'create table orders (id int);',
};

export function describeFirstRun(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';

  describe('a first run', () => {
    it('applies all scripts in the order of their versions', async () => {
      const db = await open();

      const result = await db.migrate({
        ...files,
        'V1_9__a.sql': 'insert into customers values (9)',
      });

      expect(result.schemaVersion).toBe('1.10');
      expect(
        result.applied.map(({ entry, byAnotherRun }) => [entry.version, byAnotherRun]),
      ).toEqual([
        ['1', false],
        ['1.9', false],
        ['1.10', false],
      ]);
      expect(await db.query('select id from customers order by id')).toEqual([
        { id: '1' },
        { id: '9' },
      ]);
    });

    it('records each script whole', async () => {
      const db = await open();
      const before = Date.now();

      await db.migrate(files, { runId: 'run-1' });

      const history = await db.history();
      const user = isMysql ? 'root' : 'postgres';
      const recorded = {
        state: 'applied',
        appliedHash: '',
        isLive: false,
        startedAt: expect.stringMatching(isoTime),
        finishedAt: expect.stringMatching(isoTime),
        durationMs: expect.any(Number),
        databaseUser: user,
        runId: 'run-1',
        toolVersion: '0.1.0',
      };
      expect(history).toEqual([
        {
          ...recorded,
          rank: 1,
          version: '1',
          description: 'create customers',
          file: 'V1__create_customers.sql',
          checksum: '4c7d5dd1d429ebbba223d17d7c5a33f4df8eb6c0011e5c03b6a0f29e5f9b93d0',
          statementsTotal: 2,
          statementsApplied: 2,
        },
        {
          ...recorded,
          rank: 2,
          version: '1.10',
          description: 'create orders',
          file: 'V1_10__create_orders.sql',
          checksum: '1e710077e0af287bfe1f28aee37a7b9bf0976e16d55a1b20fffeb0b011827eb5',
          statementsTotal: 1,
          statementsApplied: 1,
        },
      ]);
      const times = history.flatMap(({ startedAt, finishedAt = '' }) => [startedAt, finishedAt]);
      expect([...times].sort()).toEqual(times);
      expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(before - 1);
      expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(Date.now() + 1);
    });

    it('records times in UTC, whatever time zone a script sets', async () => {
      const db = await open();
      const before = Date.now();

      await db.migrate({
        'V1__zone.sql': isMysql ? "set time_zone = '+05:00'" : "set time zone '+05'",
        'V2__next.sql': 'create table a (id int)',
      });

      const [zoned, next] = await db.history();
      for (const time of [zoned?.startedAt, zoned?.finishedAt, next?.startedAt]) {
        expect(Math.abs(Date.parse(time ?? '') - before)).toBeLessThan(60_000);
      }
    });

    it('records the database’s own duration', async () => {
      const db = await open();

      await db.migrate({ 'V1__slow.sql': isMysql ? 'do sleep(0.2)' : 'select pg_sleep(0.2)' });

      const [entry] = await db.history();
      expect(entry?.durationMs).toBeGreaterThanOrEqual(199);
      expect(entry?.durationMs).toBeLessThan(10_000);
    });
  });

  describe('a second run', () => {
    it('finds nothing pending, in one call', async () => {
      const db = await open();
      await db.migrate(files);
      const before = db.calls.length;

      const result = await db.migrate(files);

      expect(result).toEqual({ applied: [], schemaVersion: '1.10' });
      expect(db.calls.length - before).toBe(1);
    });

    it('applies what is new', async () => {
      const db = await open();
      await db.migrate(files, { runId: 'run-1' });

      const result = await db.migrate(
        { ...files, 'V2__more.sql': 'insert into customers values (2)' },
        { runId: 'run-2' },
      );

      expect(result.applied.map(({ entry }) => entry.version)).toEqual(['2']);
      expect((await db.history()).map(({ rank, runId }) => [rank, runId])).toEqual([
        [1, 'run-1'],
        [2, 'run-1'],
        [3, 'run-2'],
      ]);
    });

    it('takes a script with other line ends and a byte order mark for the same', async () => {
      const db = await open();
      await db.migrate({ 'V1__a.sql': 'create table a (\n  id int\n);\n' });

      const result = await db.migrate({
        'V1__a.sql': '\uFEFFcreate table a (\r\n  id int\r\n);\r\n',
      });

      expect(result).toEqual({ applied: [], schemaVersion: '1' });
    });
  });
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
