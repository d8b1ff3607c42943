import type { Backend } from './backend';

/**
 * Opens the backend that a target names: `postgres://…`, `mysql://…`, a folder for the embedded
 * PostgreSQL, or nothing for one in memory. Only the driver that is needed is loaded.
 */
export async function openBackend(target?: string): Promise<Backend> {
  if (target !== undefined && /^postgres(?:ql)?:\/\//.test(target)) {
    const { createPostgresBackend } = await import('./backends/postgres');
    return createPostgresBackend({ url: target });
  }
  if (target !== undefined && /^(?:mysql|mariadb):\/\//.test(target)) {
    const { createMysqlBackend } = await import('./backends/mysql');
    return createMysqlBackend({ url: target });
  }
  const { createPgliteBackend } = await import('./backends/pglite');
  return createPgliteBackend(target === undefined ? {} : { dataDir: target });
}
