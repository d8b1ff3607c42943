import { createPostgresBackend } from '../../local/backends/postgres';
import { applyScripts } from '../integration/apply-scripts';
import { readCatalog, readRows } from '../integration/postgresql/catalog';
import { askOf, withClient } from '../integration/postgresql/connect';
import { readDebianPackage } from '../support/debian-package';
import { createPostgresDatabase } from '../support/servers/databases';

describe("PostgreSQL schemas of Debian's packages, through the Data API", () => {
  it("give the same catalog and rows as on a plain connection: Icinga's", async () => {
    const path = 'usr/share/icinga2-ido-pgsql/schema/pgsql.sql';
    const { [path]: script } = await readDebianPackage('icinga2-ido-pgsql', [path]);

    const { ours, plain } = await storeBothWays(script);

    expect(ours.catalog.length).toBeGreaterThan(1000);
    expect(ours).toEqual(plain);
  }, 120_000);

  it("give the same catalog and rows as on a plain connection: Kea's, without its START TRANSACTION and COMMIT", async () => {
    const path = 'usr/share/kea/scripts/pgsql/dhcpdb_create.pgsql';
    const { [path]: original } = await readDebianPackage('kea-admin', [path]);
    const script = original.replace(/^(?:START TRANSACTION|COMMIT);$/gm, '');

    const { ours, plain } = await storeBothWays(script);

    expect(ours.catalog.length).toBeGreaterThan(1000);
    expect(ours).toEqual(plain);
  }, 120_000);
});

async function storeBothWays(script: string) {
  const ours = await createPostgresDatabase();
  const plain = await createPostgresDatabase();
  await applyScripts(await createPostgresBackend({ url: ours }), { 'V1__schema.sql': script });
  await withClient(plain, (client) => client.query(script));
  return { ours: await read(ours), plain: await read(plain) };
}

function read(url: string) {
  return withClient(url, async (client) => {
    const ask = askOf(client);
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  });
}
