import type { EngineName } from '../../../migration/migration';
import { createDatabase, type Deployment, type Query } from '../../support/workspace/deployment';
import { synthesizeExistingStack } from '../../support/workspace/existing-stack';
import type { EngineWords } from './engine-words';

type Scripts = Readonly<Record<string, string>>;

/** A stack beside the one that made the cluster. It is gone in the end. */
export function describeExistingCluster(
  deployed: () => Deployment,
  engine: EngineName,
  { sleep }: EngineWords,
): void {
  let stackFolder: string;
  const databases: { databaseName: string; query: Query }[] = [];

  beforeAll(async () => {
    databases.push(await createDatabase(engine), await createDatabase(engine));
  });

  async function synthesize(shop: Scripts, audit: Scripts): Promise<void> {
    const scripts = [shop, audit];
    stackFolder = await synthesizeExistingStack(deployed().folder, {
      engine,
      clusterIdentifier: 'aurora-cluster',
      databases: databases.map(({ databaseName }, index) => ({
        databaseName,
        scripts: scripts[index]!,
      })),
      timeoutSeconds: 60,
    });
    await deployed().terraform(['init', '-input=false'], { folder: stackFolder });
  }
  const countTables = async (index: number, name: string): Promise<unknown> => {
    const { databaseName, query } = databases[index]!;
    const [row] = await query(
      `select count(*) as n from information_schema.tables where table_name = '${name}' ` +
        `and '${databaseName}' in (table_schema, table_catalog)`,
    );
    return row?.n;
  };

  it('leaves the second database alone when the first migration fails', async () => {
    await synthesize(
      { 'V1__shop.sql': 'create table shop (id int);\nselect nothing from nowhere;\n' },
      { 'V1__audit.sql': 'create table audit (id int);\n' },
    );

    const message = await deployed().failToApply({ folder: stackFolder });

    expect(message).toMatch(/^V1 shop failed at statement 2 of 2\.\n/);
    expect(await countTables(1, 'audit')).toBe('0');
  });

  it('migrates two databases of a cluster that is there already, in the stated order', async () => {
    await synthesize(
      { 'V1__shop.sql': 'create table shop (id int);\n' },
      { 'V1__audit.sql': 'create table audit (id int);\n' },
    );

    const text = await deployed().apply({ folder: stackFolder });

    expect(text).toContain('Response0 = "Applied V1; the schema is at V1."\n');
    expect(text).toContain('Response1 = "Applied V1; the schema is at V1."\n');
    expect(await countTables(0, 'shop')).toBe('1');
    expect(await countTables(1, 'audit')).toBe('1');
  });

  it('ends before its own time is over, and says what still runs', async () => {
    await synthesize(
      { 'V1__shop.sql': 'create table shop (id int);\n', 'V2__slow.sql': `${sleep(14)}\n` },
      { 'V1__audit.sql': 'create table audit (id int);\n' },
    );

    const message = await deployed().failToApply({ folder: stackFolder });

    expect(message).toBe(
      'V2__slow.sql is still running in the database, which goes on with it by itself. ' +
        'Run again: it follows the script to its end and applies what is left.',
    );
  });

  it('follows it with the next apply', async () => {
    const text = await deployed().apply({ folder: stackFolder });

    expect(text).toMatch(/Response0 = ".*; the schema is at V2\."\n/);
  });

  it('leaves the schemas when the stack is destroyed', async () => {
    const { terraform } = deployed();

    const { text } = await terraform(['destroy', '-input=false', '-auto-approve'], {
      folder: stackFolder,
    });

    expect(text).toMatch(/\nDestroy complete! Resources: \d+ destroyed\.\n/);
    expect(await countTables(0, 'shop')).toBe('1');
  });
}
