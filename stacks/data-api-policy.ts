/** What the function reaches: a database, with the secret of its user. */
export interface DataApiAccess {
  readonly clusterArn: string;
  readonly secretArn: string;
  /** A key of your own that the secret is encrypted with. */
  readonly secretKmsKeyArn?: string | undefined;
}

/** Lets Lambda, and nobody else, take the role. */
export const lambdaTrustPolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  ],
} as const;

/** All that a function needs that works with one database over the Data API, and nothing else. */
export function dataApiPolicy(access: DataApiAccess, logGroupArn: string) {
  const { clusterArn, secretArn, secretKmsKeyArn } = access;
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
        Resource: clusterArn,
      },
      {
        Sid: 'Secret',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: secretArn,
      },
      ...(secretKmsKeyArn === undefined ? [] : [secretKey(secretKmsKeyArn)]),
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
