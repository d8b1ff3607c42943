import type { ExecuteStatementCommandOutput } from '@aws-sdk/client-rds-data';

import { UnsupportedResultError } from '../migration/errors';
import type { Row } from '../migration/ports';
import { toValue } from './values';

type Result = Pick<ExecuteStatementCommandOutput, 'records' | 'columnMetadata'>;

/** Rows by column label. */
export function toRows({ records = [], columnMetadata = [] }: Result): readonly Row[] {
  if (records.length === 0) return [];

  const labels = columnMetadata.map((column) => column.label ?? column.name ?? '');
  assertDistinct(labels);
  return records.map((record) => {
    if (record.length !== labels.length) throw mismatch(record.length, labels.length);
    return Object.fromEntries(
      record.map((field, index) => {
        const label = labels[index] ?? '';
        return [label, toValue(label, field)];
      }),
    );
  });
}

function assertDistinct(labels: readonly string[]): void {
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice === undefined) return;
  throw new UnsupportedResultError(
    `Two columns of the result are named "${twice}"; the statement ran, give each column an ` +
      `alias of its own to read them`,
  );
}

function mismatch(fields: number, labels: number): UnsupportedResultError {
  return new UnsupportedResultError(
    `A row of the result has ${fields} values for ${labels} column labels; the statement ran, ` +
      `but its result cannot be read`,
  );
}
