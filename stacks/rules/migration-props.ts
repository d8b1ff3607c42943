import type { DatabaseCluster } from '../database-cluster';
import type { SchemaMigrationProps } from '../schema-migration';
import {
  findClusterArnProblem,
  findKeyArnProblem,
  findPolicyArnProblem,
  findSecretArnProblem,
} from './arns';
import { findMinutesProblem, minutesRule } from './migration-minutes';
import { findNamePrefixProblem } from './names';
import { between, oneOf } from './numbers';
import { findProblems } from './problems';

export function findMigrationProblems(props: SchemaMigrationProps): readonly string[] {
  const { cluster, schema, timeoutSeconds = 300 } = props;
  return [
    ...findProblems('schema', schema.engine, () => findEngineProblem(cluster, schema.engine)),
    ...findProblems('cluster.clusterArn', cluster.clusterArn, findClusterArnProblem),
    ...findProblems('cluster.secretArn', cluster.secretArn, findSecretArnProblem),
    ...findProblems('cluster.secretKmsKeyArn', cluster.secretKmsKeyArn, findKeyArnProblem),
    ...findProblems('architecture', props.architecture, oneOf(['arm64', 'x86_64'])),
    ...findProblems('memoryMegabytes', props.memoryMegabytes, between(128, 10_240)),
    ...findProblems('timeoutSeconds', props.timeoutSeconds, timeoutRule),
    ...findProblems('migrationMinutes', props.migrationMinutes, (minutes) =>
      timeoutRule(timeoutSeconds) === undefined
        ? findMinutesProblem(minutes, timeoutSeconds)
        : minutesRule(minutes),
    ),
    ...findProblems('logRetentionDays', props.logRetentionDays, oneOf(logRetentionDays)),
    ...findProblems('kmsKeyArn', props.kmsKeyArn, findKeyArnProblem),
    ...findProblems('permissionsBoundaryArn', props.permissionsBoundaryArn, findPolicyArnProblem),
    ...findProblems('namePrefix', props.namePrefix, findNamePrefixProblem),
  ];
}

// 50 s of them are kept for telling how the last call ended.
const timeoutRule = between(60, 900);

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

function findEngineProblem(cluster: DatabaseCluster, engine: string): string | undefined {
  return cluster.engine === engine
    ? undefined
    : `it was read for another engine than the cluster's, ${cluster.engine}; read it with ` +
        `loadSchema(folder, '${cluster.engine}')`;
}
