import { createMysqlBackend } from '../../../local/backends/mysql';
import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

/** Who may migrate, and who may look. */
export function describeRights(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('rights', () => {
    it('are those of a user with rights on nothing but the database', async () => {
      const url = await target.createDatabase();
      const root = await open({ in: url });
      const user = await newUser(root, url);
      await root.query(`grant all on ${databaseOf(url)}.* to ${user.name}`);
      const db = await open({ in: user.url });

      await db.migrate({
        'V1__a.sql': 'create table a (id int);\nset session innodb_lock_wait_timeout = 7;\n',
        'V2__alone.sql': 'create procedure p() insert into a values (1);\n',
        'V3__b.sql': 'call p();\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 1/1', '3 applied 1/1']);
      expect((await db.history())[0]?.databaseUser).toBe(userOf(url));
      await root.query(`drop user ${user.name}`);
    });

    it.each([
      ['read the history', false, 'lock tables on %.*'],
      ['make procedures', false, 'select, insert, update, delete, create, alter, drop on %.*'],
      ['call the runner', true, 'select, insert, update, delete, create, alter, drop on %.*'],
      ['make the tables of the runner', true, 'select, insert, update, delete, execute on %.*'],
    ])('are named by the error for a user who may not %s', async (_, hasHistory, given) => {
      const url = await target.createDatabase();
      const root = await open({ in: url });
      const files = { 'V1__a.sql': 'create table a (id int);\n', 'V2__nothing.sql': 'do 0;\n' };
      if (hasHistory) await root.migrate({ 'V1__a.sql': files['V1__a.sql'] });
      const user = await newUser(root, url);
      await root.query(`grant ${given.replace('%', databaseOf(url))} to ${user.name}`);

      const [result] = await Promise.allSettled([(await open({ in: user.url })).migrate(files)]);

      const message = result.status === 'rejected' ? String(result.reason) : 'it did not fail';
      expect(message).toMatch(/^(?:InstallError|HistoryAccessError): /);
      await root.query(/GRANT .*'@'[^']*'/.exec(message)?.[0] ?? message);
      // A session keeps the rights that it began with.
      const db = await open({ in: user.url });
      await db.migrate(files);
      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
      await root.query(`drop user ${user.name}`);
    });

    it('do not let others read the history or call the runner', async () => {
      const url = await target.createDatabase();
      const db = await open({ in: url });
      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });
      const user = await newUser(db, url);
      await db.query(`grant select on ${databaseOf(url)}.a to ${user.name}`);
      const session = await (await createMysqlBackend({ url: user.url })).connect(databaseOf(url));

      try {
        await expect(session.execute(['select * from a'])).resolves.toMatchObject({ rows: [] });
        await expect(session.execute(['select * from aurora_migrate_history'])).rejects.toThrow(
          /^SELECT command denied to user '.*' for table .*aurora_migrate_history.$/,
        );
        await expect(
          session.execute(["call aurora_migrate_run_1('{}', '', 'utf8mb4', 'utf8mb4_bin')"]),
        ).rejects.toThrow(
          /^execute command denied to user '.*' for routine '.*aurora_migrate_run_1'$/,
        );
      } finally {
        await session.close();
        await db.query(`drop user ${user.name}`);
      }
    });
  });
}

async function newUser(
  root: { query(sql: string): Promise<unknown> },
  url: string,
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `${userOf(url)}@'%'`;
  await root.query(`create user ${name} identified by 'secret'`);
  const target = new URL(url);
  target.username = userOf(url);
  target.password = 'secret';
  return { name, url: target.href };
}

function userOf(url: string): string {
  return `user_of_${databaseOf(url)}`;
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
