import { engineOf } from '../../engines/engine-of';
import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';
import { statesOf } from './states-of';

/** Less than any script below takes. */
const maxPayloadBytes = 300;
const long = 'it\'\'s "so" 😀 ü '.repeat(40);

/** Scripts that are too large for one call, in small: the limit is lower here. */
export function describeUploads(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const engine = engineOf(target.engine);
  const table = isMysql ? 'aurora_migrate_uploads' : 'aurora_migrate.uploads';
  const lone = isMysql
    ? 'create trigger t before insert on texts for each row set new.id = new.id + 10'
    : 'create index concurrently texts_body on texts (left(body, 9))';
  const files = {
    'V1__table.sql':
      'create table texts (id int primary key, body text);\n' +
      `insert into texts values (1, '${long}');\n`,
    'V2__more.sql': `insert into texts values (2, '${long}');\ninsert into texts values (3, 'x');\n`,
  };
  const partsIn = async (db: ContractDatabase) =>
    (await db.query(`select upload_id as id, part from ${table} order by 1, 2`)).map(
      ({ id, part }) => `${String(id)} ${String(part)}`,
    );
  const run = { id: 'run-a', toolVersion: '0.1.0' };

  describe('scripts that are too large for a call', () => {
    it('arrive as they are written, and leave nothing behind', async () => {
      const db = await open();

      const result = await db.migrate(files, { maxPayloadBytes });

      expect(result.schemaVersion).toBe('2');
      expect(await db.query('select * from texts order by id')).toEqual([
        { id: '1', body: 'it\'s "so" 😀 ü '.repeat(40) },
        { id: '2', body: 'it\'s "so" 😀 ü '.repeat(40) },
        { id: '3', body: 'x' },
      ]);
      expect(await partsIn(db)).toEqual([]);
    });

    it('may have statements that run alone, with much around them', async () => {
      const db = await open();
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
      const around = `insert into texts values (2, '${long}');\n`;

      await db.migrate(
        { ...files, 'V2__more.sql': `${around}${lone};\n${around.replace('2', '3')}` },
        { maxPayloadBytes },
      );

      expect(await db.query('select id from texts order by id')).toEqual(
        ['1', '2', isMysql ? '13' : '3'].map((id) => ({ id })),
      );
      expect(await partsIn(db)).toEqual([]);
    });

    it('fail by their statement, are repaired, and leave nothing behind', async () => {
      const db = await open();
      const wrong = { ...files, 'V2__more.sql': `${files['V2__more.sql']}select no_such_thing;\n` };

      const failing = db.migrate(wrong, { maxPayloadBytes });

      await expect(failing).rejects.toThrow(/^V2 more failed at statement 3 of 3\./);
      expect(await partsIn(db)).toEqual([]);
      await db.migrate(files, { maxPayloadBytes });
      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2']);
      expect(await partsIn(db)).toEqual([]);
    });

    it('find their table made where an older version of the tool made the history', async () => {
      const db = await open();
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
      await db.query(`drop table if exists ${table}`);

      await db.migrate(files, { maxPayloadBytes });

      expect(await statesOf(db)).toEqual(['1 applied 2/2', '2 applied 2/2']);
    });

    it('leave what a run that ended could not remove to any later one, and what is new alone', async () => {
      const db = await open();
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
      for (const uploadId of ['old/1', 'new/1']) {
        await engine.keepPart(db.database, { uploadId, number: 1, text: 'x' });
      }
      const age = isMysql ? 'interval 31 minute' : "interval '31 minutes'";
      await db.query(
        `update ${table} set uploaded_at = uploaded_at - ${age} where upload_id = 'old/1'`,
      );

      await db.migrate(files);

      expect(await partsIn(db)).toEqual(['new/1 1']);
    });

    it('are uploaded once, however often a part arrives', async () => {
      const db = await open();
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
      const part = { uploadId: 'run-a/1', number: 1, text: '' };

      await engine.keepPart(db.database, part);
      await engine.keepPart(db.database, part);

      expect(await partsIn(db)).toEqual(['run-a/1 1']);
      const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      await engine.run(db.database, run, 1, { id: 'run-a/1', parts: 1, sha256 });
      expect(await partsIn(db)).toEqual([]);
    });

    it.each([
      [
        'without one of its parts',
        2,
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ],
      ['with another checksum', 1, 'ab'.repeat(32)],
    ])('refuse an upload %s', async (_, parts, sha256) => {
      const db = await open();
      await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
      await engine.keepPart(db.database, { uploadId: 'run-a/1', number: 1, text: '' });

      const running = engine.run(db.database, run, 1, { id: 'run-a/1', parts, sha256 });

      await expect(running).rejects.toThrow(
        `the database has 1 of the ${String(parts)} parts of the upload run-a/1, or not as they were sent`,
      );
    });

    if (target.hasSessions && !isMysql) {
      it('are not waited for when a call is at work that has taken them', async () => {
        const db = await open();
        await db.migrate({ 'V1__table.sql': files['V1__table.sql'] });
        await engine.keepPart(db.database, { uploadId: 'run-a/1', number: 1, text: '' });

        await db.database.withSession(async (session) => {
          await session.execute({ sql: `delete from ${table}` });
          await engine.dropUpload(db.database, 'run-a/1');
        });

        expect(await partsIn(db)).toEqual([]);
      });
    }

    if (target.hasSessions) {
      it('are applied once by two runs at the same time', async () => {
        const name = await target.createDatabase();
        const databases = [await open({ in: name }), await open({ in: name })];

        const results = await Promise.all(
          databases.map((db, index) =>
            db.migrate(files, { maxPayloadBytes, runId: `run-${String(index)}` }),
          ),
        );

        expect(results.map(({ schemaVersion }) => schemaVersion)).toEqual(['2', '2']);
        const db = databases[0]!;
        expect(await db.query('select id from texts order by id')).toHaveLength(3);
        expect(await partsIn(db)).toEqual([]);
      });
    }
  });
}
