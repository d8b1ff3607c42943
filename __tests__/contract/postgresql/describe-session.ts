import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';

const prepare = `
  create schema other;
  create view session_state as select
    current_setting('search_path') as path,
    current_user as role,
    current_setting('app.tenant', true) as tenant,
    current_setting('lock_timeout') as lock_timeout,
    (select count(*) from pg_class where relnamespace = pg_my_temp_schema()) as temporary,
    (select count(*) from pg_prepared_statements where from_sql) as prepared,
    (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
      and objid = 42) as locks,
    (select count(*) from pg_listening_channels()) as listening;
  grant select on session_state to pg_monitor;
  grant create on schema public to pg_monitor;
`;

const change = `
  set search_path = other, public;
  set app.tenant = 'blue';
  set lock_timeout = '7s';
  create temporary table scratch (id int);
  prepare find as select 1;
  select pg_advisory_lock(42);
  listen news;
  set role pg_monitor;
  create table public.held as select * from public.session_state;
`;

const changed = {
  path: 'other, public',
  role: 'pg_monitor',
  tenant: 'blue',
  lock_timeout: '7s',
  temporary: '1',
  prepared: '1',
  locks: '1',
  listening: '0',
};

const clean = {
  role: 'postgres',
  lock_timeout: '0',
  temporary: '0',
  prepared: '0',
  locks: '0',
  listening: '0',
};

/** What a script does to its session holds to its end, and no further. */
export function describeSession(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('what a script does to its session', () => {
    it('holds to its end, and is gone for the next script and for the whole pool', async () => {
      const db = await open();

      await db.migrate({
        'V1__prepare.sql': prepare,
        'V2__change.sql': change,
        'V3__look.sql': 'create table seen as select * from session_state',
      });

      expect(await db.query('select * from held')).toEqual([changed]);
      const [path] = await db.query('show search_path');
      expect(await db.query('select * from seen')).toEqual([
        { ...clean, path: path?.search_path, tenant: '' },
      ]);
      await expectCleanPool(db);
    });

    it('is gone for the whole pool after a failure, too', async () => {
      const db = await open();
      await db.migrate({ 'V1__prepare.sql': prepare });

      await expect(
        db.migrate({ 'V1__prepare.sql': prepare, 'V2__change.sql': `${change} select 1 / 0;` }),
      ).rejects.toThrow(
        /^V2 change failed at statement 10 of 10\.[^]*\ndivision by zero \(22012\)\n/,
      );

      await expectCleanPool(db);
    });

    it('is gone when the script failed at its end', async () => {
      const db = await open();
      const parts =
        'create table wholes (id int primary key);\n' +
        'create table parts (whole int references wholes deferrable initially deferred);\n';
      const files = { 'V1__prepare.sql': prepare, 'V2__parts.sql': parts };
      await db.migrate(files);

      await expect(
        db.migrate({ ...files, 'V3__change.sql': `insert into parts values (1); ${change}` }),
      ).rejects.toThrow(/^V3 change failed at its end, when deferred constraints were checked\./);

      await expectCleanPool(db);
    });

    it('may be a dump’s empty search path', async () => {
      const db = await open();

      await db.migrate({
        'V1__dump.sql':
          "select pg_catalog.set_config('search_path', '', false);\n" +
          'set check_function_bodies = false;\n' +
          'set row_security = off;\n' +
          'create table public.customers (id integer not null);\n' +
          "comment on table public.customers is 'All of them';\n",
        'V2__next.sql': 'create index on customers (id);\n',
      });

      const path = await db.query('show search_path');
      for (const rows of await db.queryPool('show search_path')) expect(rows).toEqual(path);
      expect((await db.history()).map(({ state }) => state)).toEqual(['applied', 'applied']);
    });

    it('may be another session user, which is put back', async () => {
      const db = await open();

      await db.migrate({
        'V1__grant.sql': 'grant create on schema public to pg_monitor;\n',
        'V2__as.sql': 'set session authorization pg_monitor;\ncreate table theirs (id int);\n',
        'V3__own.sql': 'create table own (id int);\n',
      });

      expect(
        await db.query(
          "select tablename, tableowner from pg_tables where schemaname = 'public' order by 1",
        ),
      ).toEqual([
        { tablename: 'own', tableowner: 'postgres' },
        { tablename: 'theirs', tableowner: 'pg_monitor' },
      ]);
      expect((await db.history()).map(({ databaseUser }) => databaseUser)).toEqual([
        'postgres',
        'postgres',
        'postgres',
      ]);
    });

    it('leaves the name of the service’s sessions alone', async () => {
      const db = await open();
      const [before] = await db.database.execute({
        sql: "select current_setting('application_name') as name",
      });

      await db.migrate({ 'V1__a.sql': 'create table a (id int)' });

      for (const rows of await db.queryPool("select current_setting('application_name') as name")) {
        expect(rows).toEqual([before]);
      }
    });
  });
}

async function expectCleanPool(db: ContractDatabase): Promise<void> {
  const [path] = await db.query('show search_path');
  const states = await db.queryPool('select * from session_state');
  for (const [state] of states) {
    // A setting of its own, once set, is known to the session for good, though empty.
    expect({ ...state, tenant: state?.tenant ?? '' }).toEqual({
      ...clean,
      path: path?.search_path,
      tenant: '',
    });
  }
  expect(states.length).toBeGreaterThan(0);
}
