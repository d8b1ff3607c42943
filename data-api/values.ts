import type { Field } from '@aws-sdk/client-rds-data';

import { UnsupportedResultError } from '../migration/errors';
import type { Value } from '../migration/ports';
import { UnsupportedParameterError } from './request-errors';

export function toField(name: string, value: Value): Field {
  if (value === null) return { isNull: true };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (!Number.isFinite(value)) throw new UnsupportedParameterError(name, 'is not a finite number');
  return Number.isSafeInteger(value) ? { longValue: value } : { doubleValue: value };
}

export function toValue(column: string, field: Field): Value {
  if (field.isNull === true) return null;
  if (field.stringValue !== undefined) return field.stringValue;
  if (field.booleanValue !== undefined) return field.booleanValue;
  if (field.doubleValue !== undefined) return field.doubleValue;
  if (field.longValue !== undefined) return exact(column, field.longValue);
  throw unsupported(column, `holds ${kindOf(field)}`);
}

// The SDK reads a bigint with JSON.parse, so a larger one has already lost its last digits.
function exact(column: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw unsupported(column, 'holds an integer beyond 2^53');
}

function kindOf(field: Field): string {
  if (field.blobValue !== undefined) return 'binary data';
  if (field.arrayValue !== undefined) return 'an array';
  return 'a kind of value that is not known here';
}

function unsupported(column: string, what: string): UnsupportedResultError {
  return new UnsupportedResultError(
    `Column "${column}" ${what}; the statement ran, cast the column to text to read it`,
  );
}
