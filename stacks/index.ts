export { AuroraStack, type AuroraStackProps } from './aurora-stack';
export type { DatabaseCluster } from './database-cluster';
export { Network, type NetworkProps } from './network';
export { bundleHandler, type HandlerBundle } from './packaging/bundle-handler';
export { loadSchema, type Schema } from './packaging/load-schema';
export { SchemaMigration, type SchemaMigrationProps } from './schema-migration';
export { ServerlessCluster, type ServerlessClusterProps } from './serverless-cluster';
export { parseSettings, type Settings } from './settings/settings';
export { SettingsError } from './settings/settings-error';
