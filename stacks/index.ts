export {
  AuroraStack,
  type AuroraStackProps,
  type ClusterOptions,
  type ExistingNetwork,
} from './aurora-stack';
export { dataApiPolicy, lambdaTrustPolicy, type DataApiAccess } from './data-api-policy';
export type { DatabaseCluster } from './database-cluster';
export { ExistingCluster, type ExistingClusterProps } from './existing-cluster';
export type { ExistingSecret } from './existing-secret';
export { Network, type ExistingVpc, type NetworkProps } from './network';
export { bundleHandler, type HandlerBundle } from './packaging/bundle-handler';
export { DeferredArchive, type DeferredArchiveProps } from './packaging/deferred-archive';
export { loadSchema, type Schema } from './packaging/load-schema';
export { SchemaMigration, type SchemaMigrationProps } from './schema-migration';
export { ServerlessCluster, type ServerlessClusterProps } from './serverless-cluster';
export { parseSettings, type Settings } from './settings/settings';
export { SettingsError } from './settings/settings-error';
export { requireTerraform, type TerraformVersion } from './required-terraform';
export { SharedWorkspaceError } from './shared-workspace-error';
export {
  useBackend,
  type CloudState,
  type LocalState,
  type S3State,
  type StateBackend,
} from './state-backend';
