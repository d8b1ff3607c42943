import { createPackage } from '../../../stacks/packaging/package';
import type { HandlerBundle, Schema, Settings } from '../../../stacks';

/** Two scripts, as `loadSchema` would have read them. */
export const schema: Schema = {
  engine: 'aurora-postgresql',
  checksums: { 'V1__users.sql': 'aa11', 'V2__orders.sql': 'bb22' },
  digest: 'schema-digest',
  package: createPackage([
    { name: 'schema/manifest.json', content: Buffer.from('{}\n') },
    { name: 'schema/V1__users.sql', content: Buffer.from('create table users (id int);\n') },
    { name: 'schema/V2__orders.sql', content: Buffer.from('create table orders (id int);\n') },
  ]),
};

export const handler: HandlerBundle = {
  ...createPackage([{ name: 'index.js', content: Buffer.from('exports.main=async()=>({});') }]),
  handler: 'index.main',
};

export const settings: Settings = {
  accountId: '123456789012',
  region: 'eu-central-1',
  engine: 'aurora-postgresql',
  engineVersion: '16.8',
  databaseName: 'anonfed',
  userName: 'admin_user',
  isDeletionProtected: true,
  keepsFinalSnapshot: true,
  allowsOutOfOrder: false,
  state: { kind: 'local' },
};
