import { badRequest, ServiceError, validationFailed } from './service-error';
import type { Request } from './wire';

export interface Known {
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly acceptAnyArn: boolean;
}

/** What the service refuses before it looks at the SQL. */
export function assertRequest(
  request: Request,
  required: readonly (keyof Request)[],
  known: Known,
): void {
  for (const name of required) {
    if (typeof request[name] !== 'string' || request[name] === '') {
      throw badRequest(`The ${name} parameter is missing`);
    }
  }
  if (request.schema !== undefined) {
    throw validationFailed("Schema parameter isn't supported");
  }
  if (known.acceptAnyArn) return;
  if (request.resourceArn !== known.resourceArn) {
    throw new ServiceError(
      'NotFoundException',
      404,
      `Cluster ${String(request.resourceArn)} not found`,
    );
  }
  if (request.secretArn !== known.secretArn) {
    throw new ServiceError(
      'SecretsErrorException',
      400,
      `Secret ${String(request.secretArn)} cannot be found`,
    );
  }
}
