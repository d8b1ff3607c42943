import { cannotBeSent, isSentAlone, send } from '../../../../engines/mysql/client/sending';
import { SqlError, UnsupportedResultError } from '../../../../migration/errors';
import { ScriptedSession } from '../../scripted-session';

describe('isSentAlone', () => {
  it.each([
    ['insert into a values (1)', false],
    ['set @n = 1', false],
    ['prepare s from @n', false],
    ['deallocate prepare s', false],
    ['execute s', true],
    ['create table a (id int)', true],
    ['call p()', true],
    ["set password for me = 'secret'", true],
  ])('is for %s: %s', (text, expected) => {
    expect(isSentAlone(text)).toBe(expected);
  });
});

describe('cannotBeSent', () => {
  it.each([
    ['create procedure p() begin do 0; end', true],
    ['create definer = me@here trigger t before insert on a for each row begin do 0; end', true],
    ['/* it */ create or replace function f() returns int begin return 1; end', true],
    ["create procedure p() select ';' /* ; */ -- ;", false],
    ["insert into a values ('create procedure p() begin do 0; end')", false],
    ['create table a (id int)', false],
  ])('is for %s: %s', (text, expected) => {
    expect(cannotBeSent(text)).toBe(expected);
  });
});

describe('send', () => {
  const mark = '/* mark */';
  const texts = async (session: ScriptedSession, text: string) => {
    await send(session, text, { mark });
    return session.queries.map(({ sql }) => sql);
  };

  it('sends a plain text as it is', async () => {
    expect(await texts(new ScriptedSession(), 'do 0')).toEqual(['/* mark */ do 0']);
  });

  it.each(["do ':name'", "do 'a;b'", "do '\\\\'", `do '${'x'.repeat(65_000)}'`])(
    'sends as a value what the service might change or refuse: %.12s',
    async (text) => {
      const session = new ScriptedSession();

      expect(await texts(session, text)).toEqual([
        'set @aurora_migrate_statement = :statement',
        'prepare aurora_migrate_statement from @aurora_migrate_statement',
        '/* mark */ execute aurora_migrate_statement',
        'deallocate prepare aurora_migrate_statement',
        'set @aurora_migrate_statement = null',
      ]);
      expect(session.queries[0]?.parameters).toEqual({ statement: text });
    },
  );

  it('sends as text what cannot be prepared', async () => {
    const refused = new SqlError({ message: 'not in the prepared statement protocol', code: 1295 });

    expect((await texts(new ScriptedSession([], refused), "lock instance ':a'")).at(-1)).toBe(
      "/* mark */ lock instance ':a'",
    );
  });

  it('keeps a text that is prepared where the next run finds it, and runs it from there', async () => {
    expect(await texts(new ScriptedSession(), 'prepare s from @n')).toEqual([
      "/* mark */ set @aurora_migrate_prepared_s = @n, @aurora_migrate_statement = 'do 0'",
    ]);
    expect(await texts(new ScriptedSession(), 'execute s using @a')).toEqual([
      '/* mark */ set @aurora_migrate_statement = @aurora_migrate_prepared_s, @aurora_migrate_1 = @a',
      'prepare aurora_migrate_statement from @aurora_migrate_statement',
      '/* mark */ execute aurora_migrate_statement using @aurora_migrate_1',
      'deallocate prepare aurora_migrate_statement',
      'set @aurora_migrate_statement = null',
    ]);
  });

  it('does not mind a result that cannot be passed on', async () => {
    const session = new ScriptedSession(new UnsupportedResultError('two columns of one name'));

    await expect(send(session, 'select 1, 1', { mark })).resolves.toBeUndefined();
  });
});
