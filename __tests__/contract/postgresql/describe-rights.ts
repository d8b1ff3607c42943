import type { BackendSession } from '../../../local/backend';
import { createPostgresBackend } from '../../../local/backends/postgres';
import { type ContractTarget, useDatabases } from '../contract-database';
import { statesOf } from '../states-of';

/** Who may migrate, and who may look. */
export function describeRights(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('rights', () => {
    it('are those of an owner of the database, who is no superuser', async () => {
      const url = await target.createDatabase();
      const superuser = await open({ in: url });
      const owner = await newUser(superuser, url);
      await superuser.query(`alter database ${databaseOf(url)} owner to ${owner.name}`);
      const db = await open({ in: owner.url });

      await db.migrate({
        'V1__a.sql': 'create table a (id int);\nset lock_timeout = 7;\nlisten news;\n',
        'V2__alone.sql': 'create index concurrently on a (id);\n',
        'V3__b.sql': 'create table b (id int);\n',
      });

      expect(await statesOf(db)).toEqual(['1 applied 3/3', '2 applied 1/1', '3 applied 1/1']);
      expect((await db.history())[0]?.databaseUser).toBe(owner.name);
      expect(await db.queryPool('show lock_timeout')).not.toContainEqual([{ lock_timeout: '7ms' }]);
    });

    it.each([
      ['read the history', 'select * from aurora_migrate.history'],
      ['call the runner', "call aurora_migrate.run_1('{}')"],
      ['call a helper', "select aurora_migrate.hash_1('', '')"],
    ])('do not let others %s', async (_, sql) => {
      const url = await target.createDatabase();
      const db = await open({ in: url });
      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });
      const other = await newUser(db, url);
      const session = await connectTo(other.url);

      try {
        await expect(session.execute([sql])).rejects.toThrow(
          new Error('permission denied for schema aurora_migrate'),
        );
      } finally {
        await session.close();
      }
    });

    it('are not given to others who may use the schema', async () => {
      const url = await target.createDatabase();
      const db = await open({ in: url });
      await db.migrate({ 'V1__a.sql': 'create table a (id int);\n' });
      const other = await newUser(db, url);
      await db.query(`grant usage on schema aurora_migrate to ${other.name}`);
      const session = await connectTo(other.url);

      try {
        await expect(session.execute(['select * from aurora_migrate.history'])).rejects.toThrow(
          new Error('permission denied for table history'),
        );
        await expect(session.execute(["call aurora_migrate.run_1('{}')"])).rejects.toThrow(
          new Error('permission denied for procedure run_1'),
        );
      } finally {
        await session.close();
      }
    });
  });
}

async function newUser(
  superuser: { query(sql: string): Promise<unknown> },
  url: string,
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `user_of_${databaseOf(url)}`;
  await superuser.query(`create role ${name} login password 'secret'`);
  const target = new URL(url);
  target.username = name;
  target.password = 'secret';
  return { name, url: target.href };
}

async function connectTo(url: string): Promise<BackendSession> {
  const backend = await createPostgresBackend({ url });
  return backend.connect(databaseOf(url));
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
