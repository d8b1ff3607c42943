import type { EngineName } from '../../../migration/migration';
import { type Deployment, openDeployment } from '../../support/workspace/deployment';
import { describeCalls } from './describe-calls';
import { describeChanges } from './describe-changes';
import { describeCredentials } from './describe-credentials';
import { describeDestroy } from './describe-destroy';
import { describeExistingCluster } from './describe-existing-cluster';
import { describeFailures } from './describe-failures';
import { describeFollowUps } from './describe-follow-ups';
import { describeInterruptions } from './describe-interruptions';
import { describeS3 } from './describe-s3';
import { describeSecrets } from './describe-secrets';
import type { EngineWords } from './engine-words';

/**
 * The life of a deployment, from its first plan to its end. A cluster takes a minute to be made, so
 * there is one for all: each test begins with what the one before it left.
 */
export function describeDeployment(engine: EngineName, words: EngineWords): void {
  describe(`a deployment to ${engine}`, () => {
    let deployment: Deployment;
    const deployed = () => deployment;

    jest.setTimeout(240_000);
    beforeAll(async () => {
      deployment = await openDeployment(engine, { DB_FINAL_SNAPSHOT: 'off' });
    });
    afterAll(() => {
      deployment.close();
    });

    describe('changes', () => {
      describeChanges(deployed);
    });
    describe('credentials', () => {
      describeCredentials(deployed);
    });
    describe('failures', () => {
      describeFailures(deployed, words);
    });
    describe('interruptions', () => {
      describeInterruptions(deployed, words);
    });
    describe('calls of the function', () => {
      describeCalls(deployed, engine, words);
    });
    describe('an existing cluster', () => {
      describeExistingCluster(deployed, engine, words);
    });
    describe('several invocations', () => {
      describeFollowUps(deployed, engine, words);
    });
    describe('secrets', () => {
      describeSecrets(deployed, engine);
    });
    describe('a shared state', () => {
      describeS3(deployed, engine);
    });
    describe('the end', () => {
      describeDestroy(deployed, engine);
    });
  });
}
