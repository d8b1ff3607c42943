import { type ContractDatabase, type ContractTarget, useDatabases } from '../contract-database';
import { leaveInFlight, sentAlone } from '../in-flight';
import { statesOf } from '../states-of';

interface Case {
  readonly statement: string;
  /** Statements that a V1 has done before. */
  readonly before?: string;
  /** What the catalog showed of it then. */
  readonly seen: string;
  readonly undo: string;
}

const table = 'create table "A a" (id int);\n';
const schema = `create schema other;\n${table}create table other."A a" (id int);\n`;

const cases: readonly Case[] = [
  {
    statement: 'create index concurrently "I i" on "A a" (id)',
    before: table,
    seen: '-',
    undo: 'drop index "I i"',
  },
  {
    statement: 'create index concurrently i on other."A a" (id)',
    before: `${schema}create index i on "A a" (id);\n`,
    seen: '-',
    undo: 'drop index other.i',
  },
  {
    statement: 'drop index concurrently if exists i',
    before: `${table}create index i on "A a" (id);\n`,
    seen: '1',
    undo: 'create index i on "A a" (id)',
  },
  {
    statement: 'drop index concurrently other.i',
    before: `${schema}create index i on other."A a" (id);\n`,
    seen: '1',
    undo: 'create index i on other."A a" (id)',
  },
  {
    statement: 'alter table a detach partition a_1 concurrently',
    before:
      'create table a (id int) partition by list (id);\n' +
      'create table a_1 partition of a for values in (1);\n',
    seen: '1',
    undo: 'alter table a attach partition a_1 for values in (1)',
  },
];

const changes: readonly (readonly [statement: string, before: string])[] = [
  ['vacuum (analyze) "A a"', table],
  ['vacuum full "A a"', table],
  ['reindex table concurrently "A a"', `${table}create index i on "A a" (id);\n`],
  ['reindex index concurrently i', `${table}create index i on "A a" (id);\n`],
];

/** Statements that run alone, whose run ended before it could record how they ended. */
export function describeLeftBehind(target: ContractTarget): void {
  const open = useDatabases(target);

  describe('a statement that a run has left in flight', () => {
    it.each(cases)('is recorded when it was applied: $statement', async (given) => {
      const { db, files, sent } = await leave(given);

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
      expect(sentAlone(db)).toBe(sent);
    });

    it.each(cases)('runs when it was not applied: $statement', async (given) => {
      const { db, files, sent } = await leave(given);
      await db.query(given.undo);
      if (given.seen !== '-') await seeNow(db, given);

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
      expect(sentAlone(db)).toBe(sent + 1);
    });

    it.each(changes)('is recorded when all is changed: %s', async (statement, before) => {
      const { db, files, sent } = await leave({ statement, before, seen: '1', undo: '' });

      await db.migrate(files);

      expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
      expect(sentAlone(db)).toBe(sent);
    });

    it.each(['vacuum', 'reindex schema public', 'reindex table concurrently "A a"'])(
      'runs again when that does no harm: %s',
      async (statement) => {
        const { db, files, sent } = await leave({ statement, before: table, seen: '-', undo: '' });

        await db.migrate(files);

        expect(await statesOf(db)).toEqual(['1 applied 1/1', '2 applied 1/1', '3 applied 1/1']);
        expect(sentAlone(db)).toBe(sent + 1);
      },
    );

    it('is refused when nobody has looked before it', async () => {
      const [given] = cases;
      const { db, files } = await leave(given!);
      await db.query("update aurora_migrate.history set seen_before = null where version = '2'");

      await expect(db.migrate(files)).rejects.toThrow(
        /^V2__alone\.sql:1: the run of [^ ]*Z ended while statement 1 of 1 was in flight; neither the history nor the catalog can tell/,
      );
    });

    it('is refused when its script was edited since', async () => {
      const [given] = cases;
      const { db, files } = await leave(given!);

      await expect(
        db.migrate({ ...files, 'V2__alone.sql': `-- edited\n${files['V2__alone.sql']}` }),
      ).rejects.toThrow(/^V2__alone\.sql:2: the run of [^ ]*Z ended while statement 1 of 1/);
    });
  });

  async function leave({ statement, before = 'select 1', seen }: Case) {
    const db = await open();
    const files = {
      'V1__before.sql': `do $do$ begin\n${before}end $do$;\n`,
      'V2__alone.sql': `${statement};\n`,
    };
    await db.migrate(files);
    await leaveInFlight(db, '2', seen);
    return { db, files: { ...files, 'V3__next.sql': 'select 3;\n' }, sent: sentAlone(db) };
  }
}

/** What is to go is what was there before. */
async function seeNow(db: ContractDatabase, { statement }: Case): Promise<void> {
  const name = statement.includes('partition') ? 'a_1' : statement.replace(/^.* /, '');
  await db.query(
    `update aurora_migrate.history set seen_before = cast(cast('${name}' as regclass) as oid) where version = '2'`,
  );
}
