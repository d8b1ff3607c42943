import type { ExecuteStatementCommandInput, SqlParameter } from '@aws-sdk/client-rds-data';

import type { Query } from '../migration/ports';
import { toField } from './values';

export type StatementRequest = Omit<ExecuteStatementCommandInput, 'resourceArn' | 'secretArn'>;

/** What a query says to the Data API; where it is to run is added by the caller. */
export function toRequest(query: Query): StatementRequest {
  const parameters = Object.entries(query.parameters ?? {}).map(([name, value]): SqlParameter => ({
    name,
    value: toField(name, value),
  }));
  return {
    sql: query.sql,
    ...(parameters.length > 0 && { parameters }),
    // Labels come only with the metadata, and only a parser could tell whether there is a
    // result; a statement without one is answered without metadata.
    includeResultMetadata: true,
    ...(query.continueAfterTimeout === true && { continueAfterTimeout: true }),
  };
}
