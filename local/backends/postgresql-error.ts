import { BackendError } from '../backend';

/**
 * What PostgreSQL said, as both drivers pass it on; undefined when it was not PostgreSQL that spoke.
 * A driver can be loaded twice in a test run, so its error class does not tell.
 */
export function postgresqlError(error: unknown): BackendError | undefined {
  const { message = '', severity, code, detail, hint, where, position } = error as ErrorFields;
  if (severity === undefined) return undefined;
  return new BackendError(message, {
    ...(code !== undefined && { sqlState: code }),
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
    ...(where !== undefined && { where }),
    ...(position !== undefined && { position }),
  });
}

type ErrorFields = Readonly<
  Partial<
    Record<'message' | 'severity' | 'code' | 'detail' | 'hint' | 'where' | 'position', string>
  >
>;
