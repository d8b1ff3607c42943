import { RDSDataClient } from '@aws-sdk/client-rds-data';

export interface ClientOptions {
  /** @default the SDK's own: AWS_ENDPOINT_URL_RDS_DATA, or the region's endpoint */
  readonly endpoint?: string;
  /** @default the SDK's own: AWS_REGION or the profile's */
  readonly region?: string;
  /** @default the SDK's own chain of credentials */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

// A call takes at most 45 s (docs/data-api.md), so a socket that is silent for longer is dead.
const requestTimeoutMs = 60_000;

/**
 * The SDK's client with one attempt. It would send a statement again after a lost answer,
 * which is not safe for SQL; `DataApiDatabase` knows when it is.
 */
export function createRdsDataClient({
  endpoint,
  region,
  credentials,
}: ClientOptions = {}): RDSDataClient {
  return new RDSDataClient({
    maxAttempts: 1,
    requestHandler: { requestTimeout: requestTimeoutMs, connectionTimeout: 10_000 },
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
  });
}
