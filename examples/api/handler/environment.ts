/** Names of the variables that the stack sets and the function reads. */
export const environmentVariables = {
  clusterArn: 'DB_CLUSTER_ARN',
  secretArn: 'DB_SECRET_ARN',
  databaseName: 'DB_NAME',
} as const;
