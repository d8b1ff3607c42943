import { BackendError, ConnectionLostError, NotReachableError } from './backend';
import {
  databaseError,
  databaseUnavailable,
  internalServerError,
  ServiceError,
  validationFailed,
} from './service-error';

export type MysqlErrorText = 'v2' | 'v1';

/** A backend's error in the service's words. */
export function toServiceError(
  error: unknown,
  kind: 'postgresql' | 'mysql',
  mysqlErrorText: MysqlErrorText,
): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof NotReachableError) return databaseUnavailable();
  if (error instanceof ConnectionLostError) return internalServerError();
  if (!(error instanceof BackendError)) throw error;
  if (error.message.includes('cannot insert multiple commands into a prepared statement')) {
    return validationFailed(multistatements);
  }
  return databaseError(
    kind === 'postgresql' ? postgresqlText(error) : mysqlText(error, mysqlErrorText),
  );
}

export const multistatements = "Multistatements aren't supported";

// As seen on Aurora PostgreSQL, Data API v2: one line.
function postgresqlText({ message, details }: BackendError): string {
  return [
    `ERROR: ${message}`,
    ...(details.detail === undefined ? [] : [`Detail: ${details.detail}`]),
    ...(details.hint === undefined ? [] : [`Hint: ${details.hint}`]),
    ...(details.where === undefined ? [] : [`Where: ${details.where}`]),
    ...(details.position === undefined ? [] : [`Position: ${details.position}`]),
    `SQLState: ${details.sqlState ?? 'XX000'}`,
  ].join('; ');
}

// Nobody has written down v2's form for MySQL; both of these were seen on v1.
function mysqlText({ message, details }: BackendError, form: MysqlErrorText): string {
  const code = String(details.code ?? 0);
  return form === 'v1'
    ? `Database error code: ${code}. Message: ${message}`
    : `${message}; Error code: ${code}; SQLState: ${details.sqlState ?? 'HY000'}`;
}
