import { Client } from 'pg';
import { installStatements, repairStatements } from '../../engines/mysql/install-sql';
import { installSql } from '../../engines/postgresql/install-sql';
import { parseEvent } from '../../handler/event';
import { repairActions } from '../../migration/repair/request';
import { call, masked } from '../cli/call';
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

describe('the columns of a repair in docs/history.md', () => {
  const columns = tableRows(text, '| column of a repair ').flatMap(([cell]) => namesIn(cell));

  it('are those of the table on both engines', () => {
    const ofMysql = columnsOf(repairStatements.join(';\n'), 'aurora_migrate_repairs');

    expect([...columns].sort()).toEqual(columnsOf(installSql, 'aurora_migrate.repairs'));
    expect([...columns].sort()).toEqual(ofMysql);
  });
});

describe('the repairs in docs/history.md', () => {
  it('are all that there are', () => {
    const options = tableRows(text, '| repair ').map(([cell = '']) => cell.replace(/`--|`/g, ''));

    expect([...new Set(options)].sort()).toEqual([...repairActions].sort());
  });

  it('are events that the function takes', () => {
    const events = codeBlocks(text).flatMap((block) =>
      [...block.matchAll(/--payload '(.*)'/g)].map(([, json = '']) => JSON.parse(json) as object),
    );

    expect(events).toHaveLength(2);
    for (const event of events) expect(parseEvent(event)).toEqual(event);
  });
});

describe('the commands in docs/history.md that settle a statement of unknown outcome', () => {
  const [asApplied = '', asFailed = ''] = codeBlocks(text)
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx aurora-migrate repair'));
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
    await run(asFailed);

    expect(await call(['migrate', '--url', url])).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Applied V7; the schema is at V7.'),
      stderr: '',
    });
  });

  it('record the script as applied', async () => {
    await run(asApplied);

    expect(await call(['migrate', '--url', url])).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing is pending; the schema is at V7.'),
      stderr: '',
    });
  });

  it('show what the document shows', async () => {
    const words = asApplied.replace('npx aurora-migrate ', '').split(' ').slice(0, 3);
    const { stdout } = await call([...words, '--url', url], { variables: { USER: 'anna' } });
    const shown = codeBlocks(text).find((block) => block.startsWith('schema → '));

    expect(comparable(stdout)).toBe(comparable(shown ?? ''));
  });

  async function run(line: string): Promise<void> {
    const words = line.replace('npx aurora-migrate ', '').split(' ').slice(0, 3);
    const { exitCode } = await call([...words, '--yes', '--by', 'anna', '--url', url]);
    expect(exitCode).toBe(0);
  }

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

function comparable(output: string): string {
  return masked(output)
    .replace(/(?<=^schema → ).*/, '<database>')
    .replace(/\b[0-9a-f]{16}\b/, '<token>');
}

function namesIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

function columnsOf(sql: string, table: string): readonly string[] {
  const [, body = ''] = sql.split(`create table if not exists ${table} (\n`);
  const [definitions = ''] = body.split(/\n {2}\)/);
  return [...definitions.matchAll(/^\s+(\w+) /gm)].map(([, name = '']) => name).sort();
}
