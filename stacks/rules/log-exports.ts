import type { EngineName } from '../../migration/migration';

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
const logs: Readonly<Record<EngineName, readonly string[]>> = {
  'aurora-postgresql': ['postgresql', 'instance', 'iam-db-auth-error'],
  'aurora-mysql': ['audit', 'error', 'general', 'slowquery', 'instance', 'iam-db-auth-error'],
};

export function findLogExportsProblem(
  engine: EngineName,
  names: readonly string[],
): string | undefined {
  return names.every((name) => logs[engine].includes(name))
    ? undefined
    : `the logs of ${engine} are ${logs[engine].join(', ')}; choose among them`;
}
