/** Lets Lambda, and nobody else, take the role. */
export const assumeRolePolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  ],
};

export interface ApiPolicyOptions {
  readonly clusterArn: string;
  readonly secretArn: string;
  /** A key of your own that the secret is encrypted with. */
  readonly kmsKeyArn: string | undefined;
  readonly logGroupArn: string;
}

/** All that the function may do. */
export function apiPolicy({ clusterArn, secretArn, kmsKeyArn, logGroupArn }: ApiPolicyOptions) {
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
      ...(kmsKeyArn === undefined ? [] : [secretKey(kmsKeyArn)]),
      {
        // Without logs:CreateLogGroup: the group exists, with its retention.
        Sid: 'Logs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn}:*`,
      },
    ],
  };
}

/** Lets Secrets Manager, on behalf of the function, and nothing else use the key. */
function secretKey(keyArn: string) {
  return {
    Sid: 'SecretKey',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: keyArn,
    Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
  };
}
