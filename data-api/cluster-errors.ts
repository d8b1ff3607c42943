import { MigrationError } from '../migration/errors';
import { inSeconds } from './in-seconds';

/** The database did not become ready before the deadline. */
export class DatabaseNotReadyError extends MigrationError {
  override readonly name = 'DatabaseNotReadyError';

  constructor(
    readonly resourceArn: string,
    readonly reason: string,
    readonly waitedMs: number,
    readonly attempts: number,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(
      `${resourceArn} was not ready after ${inSeconds(waitedMs)} (${counted(attempts)}): ` +
        `${reason}; ${fix}`,
      options,
    );
  }
}

/** The cluster has its Data API switched off. */
export class HttpEndpointDisabledError extends MigrationError {
  override readonly name = 'HttpEndpointDisabledError';

  constructor(
    readonly resourceArn: string,
    readonly waitedMs: number,
    options?: ErrorOptions,
  ) {
    super(
      `The Data API is off for ${resourceArn}, still after ${inSeconds(waitedMs)}; ` +
        `set enable_http_endpoint = true on the cluster`,
      options,
    );
  }
}

/** There is no such cluster, or no such secret. */
export class ClusterNotFoundError extends MigrationError {
  override readonly name = 'ClusterNotFoundError';

  constructor(
    readonly resourceArn: string,
    readonly secretArn: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The Data API finds no cluster ${resourceArn} or no secret ${secretArn}: ${reason}; ` +
        `check both ARNs, and that AWS_REGION is theirs`,
      options,
    );
  }
}

/** The cluster is in a state in which it takes no calls, such as stopped. */
export class ClusterStateError extends MigrationError {
  override readonly name = 'ClusterStateError';

  constructor(
    readonly resourceArn: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${resourceArn} takes no calls in its present state: ${reason}; ` +
        `start the cluster, or wait until its status is available, and run again`,
      options,
    );
  }
}

function counted(attempts: number): string {
  return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}
