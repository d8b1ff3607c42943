import type { DatabaseCluster } from './database-cluster';

/** Lets Lambda, and nobody else, take the role. */
export const assumeRolePolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  ],
} as const;

/** All that the function may do. */
export function migrationPolicy(cluster: DatabaseCluster, logGroupArn: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DataApi',
        Effect: 'Allow',
        Action: [
          'rds-data:BeginTransaction',
          'rds-data:CommitTransaction',
          'rds-data:ExecuteStatement',
          'rds-data:RollbackTransaction',
        ],
        Resource: cluster.clusterArn,
      },
      {
        Sid: 'Secret',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: cluster.secretArn,
      },
      ...(cluster.secretKmsKeyArn === undefined ? [] : [secretKey(cluster.secretKmsKeyArn)]),
      {
        // Without logs:CreateLogGroup: the group exists, with its retention.
        Sid: 'Logs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn}:*`,
      },
    ],
  } as const;
}

/** Lets Secrets Manager, on behalf of the function, and nothing else use the key. */
function secretKey(keyArn: string) {
  return {
    Sid: 'SecretKey',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: keyArn,
    Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
  } as const;
}
