import type { ExecuteStatementResponse, Field, SqlParameter } from '@aws-sdk/client-rds-data';
import { MigrationError } from '../migration/errors';
import type { Query, Row, Value } from '../migration/ports';

/** A column came back as something that the core has no use for. */
export class UnexpectedValueError extends MigrationError {
  override readonly name = 'UnexpectedValueError';
}

export function toParameters(parameters: Query['parameters'] = {}): SqlParameter[] {
  return Object.entries(parameters).map(([name, value]) => ({ name, value: toField(value) }));
}

/** Rows by column label. A statement without a result has none. */
export function toRows({
  records = [],
  columnMetadata = [],
}: ExecuteStatementResponse): readonly Row[] {
  const labels = columnMetadata.map(({ label, name }, index) => label ?? name ?? String(index));
  return records.map((fields) =>
    Object.fromEntries(
      fields.map((field, index) => {
        const label = labels[index] ?? String(index);
        return [label, toValue(field, label)];
      }),
    ),
  );
}

function toField(value: Value): Field {
  if (value === null) return { isNull: true };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  return Number.isSafeInteger(value) ? { longValue: value } : { doubleValue: value };
}

function toValue(field: Field, label: string): Value {
  if (field.isNull === true) return null;
  const value = field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue;
  if (value !== undefined) return value;
  const [kind = 'nothing'] = Object.keys(field).filter((key) => key !== 'isNull');
  throw new UnexpectedValueError(
    `column ${label} came back as ${kind}; cast it to text, a number or a boolean in SQL`,
  );
}
