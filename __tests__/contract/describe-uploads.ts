import { type ContractDatabase, type ContractTarget, useDatabases } from './contract-database';

// Less than any script below takes.
const maxPayloadBytes = 300;
const long = 'it\'\'s "so" 😀 ü \\ '.repeat(40);

/** Scripts that are too large for one call, in small: the limit is lower here. */
export function describeUploads(target: ContractTarget): void {
  const open = useDatabases(target);
  const isMysql = target.engine === 'aurora-mysql';
  const uploads = isMysql ? 'aurora_migrate_uploads' : 'aurora_migrate.uploads';
  const files = {
    'V1__table.sql':
      'create table texts (id int primary key, body text);\n' +
      `insert into texts values (1, '${long}');\n`,
    'V2__more.sql': `insert into texts values (2, '${long}');\ninsert into texts values (3, 'x');\n`,
  };
  const keptParts = (db: ContractDatabase) => db.query(`select count(*) as parts from ${uploads}`);

  describe('scripts that are too large for a call', () => {
    it('arrive as they are written, and leave nothing behind', async () => {
      const plain = await open();
      await plain.migrate(files);
      const expected = await plain.query('select * from texts order by id');
      const db = await open();

      const result = await db.migrate(files, { maxPayloadBytes });

      expect(result.schemaVersion).toBe('2');
      expect(await db.query('select * from texts order by id')).toEqual(expected);
      expect(await keptParts(db)).toEqual([{ parts: '0' }]);
    });
  });
}
