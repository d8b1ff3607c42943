import type { Backend, Result } from './backend';
import { toField, toJson, toMetadata } from './fields';
import { assertRowSizes } from './limits';
import type { Request } from './wire';

/** The answer to ExecuteStatement. */
export function toResponse(result: Result, request: Request, kind: Backend['kind']): object {
  const { columns, rows, recordsUpdated: numberOfRecordsUpdated, generatedId } = result;
  assertRowSizes(rows);
  if (columns.length === 0) {
    return {
      numberOfRecordsUpdated,
      ...(kind === 'mysql' && { generatedFields: generatedFields(generatedId) }),
    };
  }
  // A column that cannot be returned is refused even when there is no row.
  for (const column of columns) toField(null, column);
  if (request.formatRecordsAs === 'JSON') {
    const records = rows.map((row) =>
      Object.fromEntries(
        columns.map((column, index) => [column.label, toJson(row[index] ?? null, column)]),
      ),
    );
    return { numberOfRecordsUpdated, formattedRecords: JSON.stringify(records) };
  }
  return {
    numberOfRecordsUpdated,
    records: rows.map((row) =>
      columns.map((column, index) => toField(row[index] ?? null, column, request.resultSetOptions)),
    ),
    ...(request.includeResultMetadata === true && { columnMetadata: columns.map(toMetadata) }),
  };
}

/** MySQL's LAST_INSERT_ID; on PostgreSQL there is RETURNING. */
export function generatedFields(generatedId: number | undefined): readonly object[] {
  return generatedId === undefined ? [] : [{ longValue: generatedId }];
}
