import * as mysql from '../../__tests__/integration/mysql/catalog';
import { askOf as askMysql, withConnection } from '../../__tests__/integration/mysql/connect';
import * as postgresql from '../../__tests__/integration/postgresql/catalog';
import { askOf as askPostgresql, withClient } from '../../__tests__/integration/postgresql/connect';
import type { EngineName } from '../../migration/migration';

/** All that a database holds, by object or by row: its catalog and its data. */
export type Content = ReadonlyMap<string, string>;

/** Reads a database, without what the peers keep there for themselves. */
export async function readContent(engine: EngineName, url: string): Promise<Content> {
  const { catalog, rows } = await (engine === 'aurora-mysql'
    ? readMysql(url)
    : readPostgresql(url));
  const content = new Map<string, string>();
  for (const [object, definition] of catalog) {
    if (!ofPeers.test(object)) content.set(object, definition);
  }
  for (const [table, lines] of Object.entries(rows)) {
    if (!ofPeers.test(table)) content.set(`rows of ${table}`, lines.join('\n'));
  }
  return content;
}

/** The first thing in which two contents differ, in words; undefined when there is none. */
export function differenceOf(expected: Content, found: Content): string | undefined {
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [should, is] = [expected.get(name), found.get(name)];
    if (is === undefined) return `${name} is missing`;
    if (should === undefined) return `${name} is there, and should not be`;
    if (should !== is) return `${name} is\n${is}\nand should be\n${should}`;
  }
  return undefined;
}

const ofPeers = /\bdrizzle\b|\bkysely_migration/;

interface Found {
  readonly catalog: Iterable<readonly [object: string, definition: string]>;
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

function readPostgresql(url: string): Promise<Found> {
  return withClient(url, async (client) => {
    const ask = askPostgresql(client);
    const lines = await postgresql.readCatalog(ask);
    // Several lines may tell of one object: itself, its columns, a comment.
    return {
      catalog: lines.map((line) => [line, ''] as const),
      rows: await postgresql.readRows(ask),
    };
  });
}

function readMysql(url: string): Promise<Found> {
  return withConnection(url, async (connection) => {
    const ask = askMysql(connection);
    const catalog = Object.entries(await mysql.readCatalog(ask));
    return { catalog, rows: await mysql.readRows(ask) };
  });
}
