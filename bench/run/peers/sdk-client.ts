import { RDSData } from '@aws-sdk/client-rds-data';
import type { Target } from './peer';

/** The SDK's client as its documentation has it. */
export function createSdkClient({ endpoint }: Target): RDSData {
  return new RDSData({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
