import type { Connection } from 'mysql2/promise';
import { createMysqlBackend } from '../../local/backends/mysql';
import { applyScripts } from '../integration/apply-scripts';
import { readCatalog, readRows } from '../integration/mysql/catalog';
import { askOf, withConnection } from '../integration/mysql/connect';
import { readDebianPackage } from '../support/debian-package';
import { createMysqlDatabase } from '../support/servers/databases';

describe("MySQL schemas of Debian's packages, through the Data API", () => {
  it("give the same catalog and rows as on a plain connection: Icinga's", async () => {
    const path = 'usr/share/icinga2-ido-mysql/schema/mysql.sql';
    const { [path]: script } = await readDebianPackage('icinga2-ido-mysql', [path]);

    const { ours, plain } = await storeBothWays(script);

    expect(Object.keys(ours.catalog).length).toBeGreaterThan(60);
    expect(ours).toEqual(plain);
  }, 120_000);

  it("give the same catalog and rows as on a plain connection: Kea's, without its START TRANSACTION and COMMIT, its backslashes at line ends, and with a space behind its labels", async () => {
    const path = 'usr/share/kea/scripts/mysql/dhcpdb_create.mysql';
    const { [path]: original } = await readDebianPackage('kea-admin', [path]);
    const script = original
      .replace(/^(?:START TRANSACTION|COMMIT);$/gm, '')
      .replace(/\\$/gm, '')
      .replace(/^proc_label:BEGIN$/gm, 'proc_label: BEGIN');

    const { ours, plain } = await storeBothWays(script);

    expect(Object.keys(ours.catalog).length).toBeGreaterThan(140);
    expect(ours).toEqual(plain);
  }, 120_000);
});

async function storeBothWays(script: string) {
  const ours = await createMysqlDatabase();
  const plain = await createMysqlDatabase();
  await applyScripts(await createMysqlBackend({ url: ours }), { 'V1__schema.sql': script });
  await withConnection(plain, (connection) => runPlainly(connection, script));
  return { ours: await read(ours), plain: await read(plain) };
}

// The server cuts statements at semicolons by itself; DELIMITER is for the client alone.
async function runPlainly(connection: Connection, script: string): Promise<void> {
  const [first = '', ...sections] = script.split(/^DELIMITER /m);
  await connection.query(first);
  for (const section of sections) {
    const [delimiter = '', ...lines] = section.split('\n');
    const text = lines.join('\n');
    const parts = delimiter.trim() === ';' ? [text] : text.split(delimiter.trim());
    for (const sql of parts) if (!holdsNothing(sql)) await connection.query(sql);
  }
}

function holdsNothing(sql: string): boolean {
  return sql.replace(/^\s*(?:--|#).*$/gm, '').trim() === '';
}

function read(url: string) {
  return withConnection(url, async (connection) => {
    const ask = askOf(connection);
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  });
}
