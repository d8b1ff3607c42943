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

    it('are named by the error when they are missing for a first run', async () => {
      const url = await target.createDatabase();
      const superuser = await open({ in: url });
      const user = await newUser(superuser, url);
      const db = await open({ in: user.url });

      const error = await failureOf(db.migrate({ 'V1__nothing.sql': 'select 1;\n' }));

      const grant = `GRANT CREATE ON DATABASE ${databaseOf(url)} TO ${user.name}`;
      expect(error.message).toBe(
        `The schema history cannot be created in the database: permission denied for database ` +
          `${databaseOf(url)} (42501). The database user needs rights: ${grant}. Nothing was applied.`,
      );
      await superuser.query(grant);
      await db.migrate({ 'V1__nothing.sql': 'select 1;\n' });
      expect(await statesOf(db)).toEqual(['1 applied 1/1']);
    });

    it.each([
      ['read it', 'grant usage on schema aurora_migrate to', 'permission denied for table history'],
      [
        'call its runner',
        'grant usage on schema aurora_migrate to %; grant select on aurora_migrate.history to',
        'permission denied for procedure run_1',
      ],
      [
        'write it',
        'grant usage on schema aurora_migrate to %; grant select on aurora_migrate.history to %; ' +
          'grant select, delete on aurora_migrate.uploads to %; ' +
          'grant execute on all routines in schema aurora_migrate to',
        'permission denied for table history',
      ],
    ])(
      'are named by the error when a user finds a history and may not %s',
      async (_, given, denial) => {
        const url = await target.createDatabase();
        const superuser = await open({ in: url });
        const files = {
          'V1__a.sql': 'create table a (id int);\n',
          'V2__nothing.sql': 'select 1;\n',
        };
        await superuser.migrate({ 'V1__a.sql': files['V1__a.sql'] });
        const user = await newUser(superuser, url);
        for (const grant of `${given} %`.replaceAll('%', user.name).split('; ')) {
          await superuser.query(grant);
        }
        const db = await open({ in: user.url });

        const error = await failureOf(db.migrate(files));

        expect(error.name).toBe('HistoryAccessError');
        expect(error.message).toContain(`cannot be used: ${denial} (42501).`);
        for (const [grant] of error.message.matchAll(/GRANT [^;.]+(?:\.[a-z_]+)?[^;.]*/g)) {
          await superuser.query(grant);
        }
        await db.migrate(files);
        expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1']);
      },
    );

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

async function failureOf(run: Promise<unknown>): Promise<Error> {
  const [result] = await Promise.allSettled([run]);
  if (result.status === 'fulfilled') throw new Error('it did not fail');
  return result.reason as Error;
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
