/** What is known of something that the SDK threw. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** Absent when there was no answer. */
  readonly httpStatus?: number;
  /** The system's: `ECONNRESET`. */
  readonly code?: string;
  readonly syscall?: string;
}

/**
 * Reads by shape, never by class: real errors of the service (ThrottlingException,
 * ValidationException) have no class in the SDK.
 */
export function readThrown(thrown: unknown): Thrown {
  if (!(thrown instanceof Error)) return { name: 'Unknown', message: 'something was thrown' };

  const { $metadata, code, syscall } = thrown as SdkError;
  const httpStatus = $metadata?.httpStatusCode;
  return {
    name: thrown.name,
    message: thrown.message,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(typeof code === 'string' && { code }),
    ...(typeof syscall === 'string' && { syscall }),
  };
}

/** The service's words, or the error's name where it had none (5xx have no message). */
export function wordsOf({ name, message }: Thrown): string {
  return message === '' || message === 'UnknownError' ? name : message;
}

interface SdkError {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: unknown;
  readonly syscall?: unknown;
}
