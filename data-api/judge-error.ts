import { SqlError, StatementTimeoutError, UnknownOutcomeError } from '../migration/errors';
import { parseErrorText } from './parse-error-text';
import { DataApiRefusedError, ResultRefusedError } from './service-errors';

export interface Target {
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
}

/**
 * - `wait`: nothing ran, and it passes by itself.
 * - `wait briefly`: nothing ran, and it passes only when something was made just now.
 * - `fail`: with this error.
 */
export type Judgement =
  | { readonly kind: 'wait' | 'wait briefly'; readonly reason: string; readonly error: Error }
  | { readonly kind: 'fail'; readonly error: Error };

/**
 * What a failed call means. Only errors that prove that nothing ran may be waited for. Names
 * are matched, not classes: the service also sends errors that the SDK has no class for.
 */
export function judgeError(error: unknown, target: Target): Judgement {
  const cause = error instanceof Error ? error : new Error(String(error));
  const { message } = cause;
  const wait = (kind: 'wait' | 'wait briefly', reason: string): Judgement => ({
    kind,
    reason,
    error: cause,
  });
  const refuse = (text: string): Judgement => ({
    kind: 'fail',
    error: new DataApiRefusedError(cause.name, text, { cause }),
  });

  switch (cause.name) {
    case 'DatabaseResumingException':
      return wait('wait', 'the cluster is paused and resumes');
    case 'DatabaseNotFoundException':
      return wait('wait', `the cluster ${target.resourceArn} has no instance that answers`);
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return wait('wait', 'the Data API throttles its calls');
    case 'HttpEndpointNotEnabledException':
      return wait('wait briefly', `the Data API of ${target.resourceArn} is not enabled`);
    case 'InvalidResourceStateException':
      return wait('wait', `the cluster ${target.resourceArn} is not available (${message})`);
    case 'AccessDeniedException':
    case 'ForbiddenException':
      return wait(
        'wait briefly',
        `access is denied (${message}); the caller needs rds-data:ExecuteStatement, ` +
          `BeginTransaction, CommitTransaction and RollbackTransaction on ${target.resourceArn} and ` +
          `secretsmanager:GetSecretValue on ${target.secretArn}`,
      );
    case 'StatementTimeoutException':
      return { kind: 'fail', error: new StatementTimeoutError(message, { cause }) };
    case 'DatabaseErrorException':
    case 'BadRequestException':
      return /communications link failure/i.test(message)
        ? wait('wait', 'the database does not take connections yet')
        : { kind: 'fail', error: new SqlError(parseErrorText(message), { cause }) };
    case 'UnsupportedResultException':
      return { kind: 'fail', error: new ResultRefusedError(message, { cause }) };
    case 'InvalidSecretException':
    case 'SecretsErrorException':
      return refuse(
        `the secret ${target.secretArn} does not fit the cluster ${target.resourceArn} ` +
          `(${message}): it must hold the "username" and "password" of a database user`,
      );
    case 'NotFoundException':
      return refuse(
        `the cluster ${target.resourceArn} or the secret ${target.secretArn} is not there ` +
          `(${message}): check the ARNs, the account and the region`,
      );
    case 'TransactionNotFoundException':
    case 'ValidationException':
      return refuse(`the Data API refused the call: ${message}`);
    default:
      return /^(?:CredentialsProviderError|InvalidClientTokenId|ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken)/.test(
        cause.name,
      )
        ? refuse(`there are no usable AWS credentials (${message})`)
        : // A lost answer, a 5xx, a name nobody has seen yet: the statement may have run.
          {
            kind: 'fail',
            error: new UnknownOutcomeError(
              `the answer of the Data API was lost (${cause.name}: ${message})`,
              {
                cause,
              },
            ),
          };
  }
}
