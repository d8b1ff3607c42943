import { MigrationError } from '../migration/errors';
import { inSeconds } from './in-seconds';

/** The SDK has no region, or no credentials that AWS takes. */
export class AwsConfigurationError extends MigrationError {
  override readonly name = 'AwsConfigurationError';

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `AWS was not called, or did not take the credentials: ${reason}; ` +
        `check AWS_REGION and the credentials (AWS_PROFILE, or the role of the function)`,
      options,
    );
  }
}

/** No connection to the Data API came about, so nothing was sent. */
export class EndpointUnreachableError extends MigrationError {
  override readonly name = 'EndpointUnreachableError';

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The Data API cannot be reached: ${reason}; ` +
        `check the network, AWS_REGION and AWS_ENDPOINT_URL_RDS_DATA`,
      options,
    );
  }
}

/** The caller's AWS identity may not make the call. */
export class AccessDeniedError extends MigrationError {
  override readonly name = 'AccessDeniedError';

  constructor(
    readonly resourceArn: string,
    readonly secretArn: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `AWS denied the call: ${reason}; allow rds-data:ExecuteStatement, BeginTransaction, ` +
        `CommitTransaction and RollbackTransaction on ${resourceArn}, and ` +
        `secretsmanager:GetSecretValue on ${secretArn}`,
      options,
    );
  }
}

/** The secret cannot be read, or does not hold what a login needs. */
export class SecretError extends MigrationError {
  override readonly name = 'SecretError';

  constructor(
    readonly secretArn: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The Data API cannot use the secret ${secretArn}: ${reason}; it must exist in the ` +
        `cluster's region, be readable with its KMS key, and hold the keys username and password`,
      options,
    );
  }
}

/** The database does not let the user of the secret in. */
export class LoginRefusedError extends MigrationError {
  override readonly name = 'LoginRefusedError';

  constructor(
    readonly secretArn: string,
    readonly reason: string,
    readonly waitedMs: number,
    options?: ErrorOptions,
  ) {
    super(
      `The database refuses the login of the secret ${secretArn}, still after ` +
        `${inSeconds(waitedMs)}: ${reason}; set the user's password to the one in the secret, or, ` +
        `if it is being rotated, run again when that has ended`,
      options,
    );
  }
}
