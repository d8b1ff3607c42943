import type { Backend } from '../../local/backend';
import { createPgliteBackend } from '../../local/backends/pglite';
import { describeEngine } from './describe-engine';

// It takes seconds to start, so all tests share one and clear it.
let shared: Backend;

beforeAll(async () => {
  shared = await createPgliteBackend();
}, 60_000);

afterAll(async () => {
  await shared.close();
});

describeEngine('PGlite', {
  engine: 'aurora-postgresql',
  hasSessions: false,
  async createDatabase() {
    const session = await shared.connect('postgres');
    for (const sql of [
      'drop schema if exists aurora_migrate, other, public cascade',
      'create schema public',
      'grant usage on schema public to public',
    ]) {
      await session.execute([sql]);
    }
    return 'postgres';
  },
  connect: () => Promise.resolve({ ...shared, close: () => Promise.resolve() }),
});
