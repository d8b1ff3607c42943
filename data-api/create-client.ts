import { RDSDataClient } from '@aws-sdk/client-rds-data';

export interface RdsDataClientOptions {
  /**
   * Where the Data API answers.
   *
   * @default the SDK's own choice: AWS_ENDPOINT_URL_RDS_DATA, AWS_ENDPOINT_URL, or AWS
   */
  readonly endpoint?: string;
  /**
   * The cluster's region.
   *
   * @default the SDK's own choice: AWS_REGION, or the profile's
   */
  readonly region?: string;
  /**
   * Who calls.
   *
   * @default the SDK's own chain: the environment, the profile, or the function's role
   */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** An SDK client that sends each call once and waits as long as the Data API may take. */
export function createRdsDataClient(options: RdsDataClientOptions = {}): RDSDataClient {
  return new RDSDataClient({
    ...options,
    // The SDK sends the same SQL again after a reset socket or a 5xx, though it may have run.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: answerTimeoutMs,
      httpAgent: { timeout: idleSocketTimeoutMs },
      httpsAgent: { timeout: idleSocketTimeoutMs },
    },
  });
}

const connectionTimeoutMs = 5_000;

// The Data API ends a call after 45 s and says so; only silence beyond that is a lost answer.
const answerTimeoutMs = 50_000;

// A socket kept longer may have been closed by the other side, most of all after a frozen
// Lambda wakes up, and a call on such a socket has an unknown outcome.
const idleSocketTimeoutMs = 4_000;
