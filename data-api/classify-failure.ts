import {
  RequestRefusedError,
  StatementTimeoutError,
  TransactionEndedError,
  UnsupportedResultError,
} from '../migration/errors';
import { AccessDeniedError, AwsConfigurationError, SecretError } from './access-errors';
import { classifyDatabaseText } from './classify-database-text';
import { classifyTransport } from './classify-transport';
import {
  ClusterNotFoundError,
  ClusterStateError,
  HttpEndpointDisabledError,
} from './cluster-errors';
import { final, shortPatienceMs, untilDeadline, type Call, type Failure } from './failure';
import { isWithoutHarm, lost, notReady } from './outcome';
import { parseSqlError } from './parse-sql-error';
import { RequestTooLargeError } from './request-errors';
import { readThrown, wordsOf, type Thrown } from './thrown';

/** Decides what a failed call means: whether it may be sent again, and else which error it is. */
export function classifyFailure(cause: unknown, call: Call): Failure {
  const thrown = readThrown(cause);
  // Missing rights on the secret come under several names, BadRequestException among them.
  if (isAboutRights(thrown)) return denied(thrown, call, cause);

  switch (thrown.name) {
    case 'DatabaseResumingException':
      return notReady(call, 'it is resuming after being paused', 'run again in a minute', cause);
    case 'DatabaseNotFoundException':
      return notReady(call, 'it has no instance', 'add one and wait until it is available', cause);
    case 'HttpEndpointNotEnabledException':
      return endpointOff(call, cause);
    case 'DatabaseUnavailableException':
      return writerAway(call, cause);
    case 'AccessDeniedException':
    case 'ForbiddenException':
      return denied(thrown, call, cause);
    case 'InvalidSecretException':
    case 'SecretsErrorException':
      return secretRefused(thrown, call, cause);
    case 'NotFoundException':
      return final(
        new ClusterNotFoundError(call.resourceArn, call.secretArn, wordsOf(thrown), { cause }),
      );
    case 'InvalidResourceStateException':
      return wrongState(thrown, call, cause);
    case 'TransactionNotFoundException':
      return final(new TransactionEndedError(wordsOf(thrown), { cause }));
    case 'UnsupportedResultException':
      return unreadable(thrown, cause);
    case 'StatementTimeoutException':
      return timedOut(call, cause);
    case 'BadRequestException':
    case 'DatabaseErrorException':
      return /HttpEndpoint is not enabled/i.test(thrown.message)
        ? endpointOff(call, cause)
        : classifyDatabaseText(thrown.message, call, cause);
    default:
      return classifyUnmodelled(thrown, call, cause);
  }
}

function classifyUnmodelled(thrown: Thrown, call: Call, cause: unknown): Failure {
  const { name, httpStatus } = thrown;
  if (httpStatus === 429 || throttlingNames.has(name)) {
    return notReady(call, 'AWS throttles the calls', 'run again when fewer calls are made', cause);
  }
  if (credentialNames.has(name)) {
    return final(new AwsConfigurationError(wordsOf(thrown), { cause }));
  }
  if (httpStatus === undefined) return classifyTransport(thrown, call, cause);
  if (httpStatus === 413) {
    return final(new RequestTooLargeError('The Data API found the request too large', 'send less'));
  }
  // Of an answer that is cut off, nobody knows what it refused: a timeout comes as a 400, too.
  const isCutOff = thrown.code !== undefined || name === 'SyntaxError';
  if (httpStatus >= 400 && httpStatus < 500 && !isCutOff) {
    return final(new RequestRefusedError(withoutValues(wordsOf(thrown))));
  }
  return lost(call, `HTTP ${httpStatus}, ${name}`, cause);
}

// A statement may call AWS by itself (aws_lambda, S3), and what it did before, a routine may have
// committed: that is the database's own word, with its code.
function isAboutRights({ message }: Thrown): boolean {
  if (!message.includes('is not authorized to perform')) return false;
  const { sqlState, code } = parseSqlError(message);
  return sqlState === undefined && code === undefined;
}

function denied(thrown: Thrown, call: Call, cause: unknown): Failure {
  const error = new AccessDeniedError(call.resourceArn, call.secretArn, wordsOf(thrown), { cause });
  const reason = 'AWS denies access, as it does for some seconds after a role was made';
  return { kind: 'passing', reason, patienceMs: shortPatienceMs, giveUp: () => error };
}

// One that has worked is being rotated.
function secretRefused(thrown: Thrown, call: Call, cause: unknown): Failure {
  const error = new SecretError(call.secretArn, wordsOf(thrown), { cause });
  if (call.isFirstContact) return final(error);
  const reason = 'the secret, which has worked before, cannot be used';
  return { kind: 'passing', reason, patienceMs: untilDeadline, giveUp: () => error };
}

function wrongState(thrown: Thrown, call: Call, cause: unknown): Failure {
  const error = new ClusterStateError(call.resourceArn, wordsOf(thrown), { cause });
  // A person has to start it; all other states pass.
  if (/\bstop/i.test(thrown.message)) return final(error);
  const reason = 'it takes no calls in its present state';
  return { kind: 'passing', reason, patienceMs: untilDeadline, giveUp: () => error };
}

function endpointOff({ resourceArn }: Call, cause: unknown): Failure {
  return {
    kind: 'passing',
    reason: 'the Data API of the cluster is off',
    patienceMs: untilDeadline,
    giveUp: (waitedMs) => new HttpEndpointDisabledError(resourceArn, waitedMs, { cause }),
  };
}

// No proof that nothing ran: a writer may go away with a statement on it.
function writerAway(call: Call, cause: unknown): Failure {
  return isWithoutHarm(call)
    ? notReady(call, 'its writer is not available', 'look at the state of the writer', cause)
    : lost(call, 'the writer of the cluster is not available', cause);
}

function unreadable(thrown: Thrown, cause: unknown): Failure {
  return final(
    new UnsupportedResultError(
      `The Data API cannot pass on the result: ${wordsOf(thrown)}; the statement ran, and its ` +
        `transaction may be gone. A result may have 1 MiB and a row 64 KB: read less, and cast ` +
        `unusual types to text`,
      { cause },
    ),
  );
}

function timedOut(call: Call, cause: unknown): Failure {
  if (call.operation !== 'execute') return lost(call, 'it took longer than 45 s', cause);
  const fate = call.continueAfterTimeout ? 'it runs on in the database' : 'it was cancelled';
  return final(
    new StatementTimeoutError(
      `The statement took longer than the 45 s that the Data API gives a call; ${fate}`,
      { cause },
    ),
  );
}

// A validation error quotes what it did not like: `Value '…' at 'sql' failed to satisfy …`.
function withoutValues(message: string): string {
  return message.replace(/Value '[\s\S]*' at '/, "The value at '");
}

const throttlingNames: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
]);

const credentialNames: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
