import { unsupportedResult, validationFailed } from './service-error';

/** In characters. */
export const maxSqlCharacters = 65_536;
export const maxRequestBytes = 4 * 1024 * 1024;
export const maxResponseBytes = 1024 * 1024;
export const maxRowBytes = 64 * 1024;

export function assertSqlSize(sql: string): void {
  if (sql.length <= maxSqlCharacters) return;
  throw validationFailed(
    `1 validation error detected: Value at 'sql' failed to satisfy constraint: ` +
      `Member must have length less than or equal to ${String(maxSqlCharacters)}`,
  );
}

export function assertRowSizes(rows: readonly (readonly (string | null)[])[]): void {
  for (const row of rows) {
    const bytes = row.reduce(
      (sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)),
      0,
    );
    if (bytes > maxRowBytes) {
      throw unsupportedResult('Database returned more than the allowed row size limit of 64 KB');
    }
  }
}

export function assertResponseSize(body: string): void {
  if (Buffer.byteLength(body) > maxResponseBytes) {
    throw unsupportedResult('Database returned more than the allowed response size limit of 1 MB');
  }
}
