import { Client } from 'pg';
import { installStatements } from '../../engines/mysql/install-sql';
import { installSql } from '../../engines/postgresql/install-sql';
import { call } from '../cli/call';
import { useScratchFolder, writeFiles } from '../cli/scratch-folder';
import { createPostgresDatabase } from '../support/servers/databases';
import { codeBlocks, readDocument, tableRows } from './markdown';

const text = readDocument('docs/history.md');

describe('the columns in docs/history.md', () => {
  const rows = tableRows(text, '| column ');
  const columns = rows.flatMap(([cell]) => namesIn(cell));
  const ofMysql = rows.flatMap(([cell]) => (cell?.includes('(MySQL)') ? namesIn(cell) : []));

  it('are those of the history on PostgreSQL', () => {
    const inCode = columnsOf(installSql, 'aurora_migrate.history');

    expect(columns.filter((name) => !ofMysql.includes(name)).sort()).toEqual(inCode);
  });

  it('are those of the history on MySQL', () => {
    const inCode = columnsOf(installStatements.join(';\n'), 'aurora_migrate_history');

    expect([...columns].sort()).toEqual(inCode);
  });
});

describe('the statements in docs/history.md that settle a statement of unknown outcome', () => {
  const [asFailed = '', asApplied = ''] = codeBlocks(text).filter((block) =>
    block.startsWith('update aurora_migrate.history'),
  );
  useScratchFolder();
  let url: string;
  beforeEach(async () => {
    url = await createPostgresDatabase();
    await writeFiles({
      'schema/V1__a.sql': 'create table a (b int);\n',
      'schema/V7__index.sql': 'create index concurrently a_b on a (b);\n',
    });
    await call(['migrate', '--url', url]);
    await query(`update aurora_migrate.history set state = 'running', statements_applied = 0,
      statement_in_flight = 1, lease_until = now() - interval '1 second', finished_at = null
      where version = '7'`);
  });

  it('let the next run apply it again', async () => {
    await query('drop index a_b');
    await query(asFailed);

    expect(await call(['migrate', '--url', url])).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Applied V7; the schema is at V7.'),
      stderr: '',
    });
  });

  it('record the script as applied', async () => {
    await query(asApplied);

    expect(await call(['migrate', '--url', url])).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing is pending; the schema is at V7.'),
      stderr: '',
    });
  });

  async function query(sql: string): Promise<void> {
    const client = new Client(url);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
});

function namesIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

function columnsOf(sql: string, table: string): readonly string[] {
  const [, body = ''] = sql.split(`create table if not exists ${table} (\n`);
  const [definitions = ''] = body.split(/\n {2}\)/);
  return [...definitions.matchAll(/^\s+(\w+) /gm)].map(([, name = '']) => name).sort();
}
