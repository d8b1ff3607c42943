import type { Finding } from './scan';
import type { Engine } from './stacks';

/** A finding that stays, and why. */
export interface Accepted extends Finding {
  /** A sentence for somebody who reviews the stack's security. */
  readonly reason: string;
  /**
   * The engine whose stack has it.
   *
   * @default both
   */
  readonly engine?: Engine;
  /**
   * The prop or setting that ends it.
   *
   * @default none does
   */
  readonly endedBy?: string;
}

const migrationFunction = 'aws_lambda_function.Migration_Function_AD669293';
const log = 'aws_cloudwatch_log_group.Migration_Logs_C93DF9D2';
const cluster = 'aws_rds_cluster.Cluster_3DA9CCBA';
const instance = 'aws_rds_cluster_instance.Cluster_Instance_85D3DAF8';
const vpc = 'aws_vpc.Network_Vpc_FAC8F4A5';

export const accepted: readonly Accepted[] = [
  {
    check: 'CKV_AWS_116',
    resource: migrationFunction,
    title: 'Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)',
    reason:
      'A dead letter queue keeps the events of asynchronous calls that failed; Terraform ' +
      'calls the function and waits, so a failure is the answer to the call and fails the ' +
      'apply.',
  },
  {
    check: 'CKV_AWS_117',
    resource: migrationFunction,
    title: 'Ensure that AWS Lambda function is configured inside a VPC',
    reason:
      'The function talks to nothing but regional AWS APIs, by TLS and with signed ' +
      'requests; a place in the VPC would give it a path to the database that it does not ' +
      'need.',
  },
  {
    check: 'CKV_AWS_272',
    resource: migrationFunction,
    title: 'Ensure AWS Lambda function is configured to validate code-signing',
    reason:
      'Code signing protects a package on its way from the one who builds it to the one who ' +
      'deploys it; here Terraform builds the archive where it uploads it, from files whose ' +
      'digest is in the plan.',
  },
  {
    check: 'CKV_AWS_50',
    resource: migrationFunction,
    title: 'X-Ray tracing is enabled for Lambda',
    reason:
      'Tracing follows a request through several services, of which there is one here, and ' +
      'its permissions would be the only ones of the role for all resources; the log tells ' +
      'each script.',
  },
  {
    check: 'CKV_AWS_158',
    resource: log,
    title: 'Ensure that CloudWatch Log Group is encrypted by KMS',
    endedBy: 'kmsKeyArn',
    reason:
      'CloudWatch encrypts the log with a key of its own; a customer-managed key has a ' +
      'price and a policy that only its owner can write.',
  },
  {
    check: 'CKV_AWS_327',
    resource: cluster,
    title: 'Ensure RDS Clusters are encrypted using KMS CMKs',
    endedBy: 'kmsKeyArn',
    reason:
      'The storage, its backups and its snapshots are encrypted with the key that AWS keeps ' +
      'for RDS; a customer-managed key has a price and a policy that only its owner can ' +
      'write.',
  },
  {
    check: 'CKV_AWS_324',
    resource: cluster,
    title: 'Ensure that RDS Cluster log capture is enabled',
    endedBy: 'logExports',
    reason:
      'The database keeps its logs itself for some days; an export is billed by volume, can ' +
      'hold the capacity above the least, and whether the text of statements may leave the ' +
      "database is the owner's decision.",
  },
  {
    check: 'CKV_AWS_325',
    resource: cluster,
    title: 'Ensure that RDS Cluster audit logging is enabled for MySQL engine',
    engine: 'aurora-mysql',
    endedBy: 'logExports',
    reason:
      'An audit log needs a parameter group that says whom and what to audit, which is the ' +
      'policy of a company, and it writes the text of statements; what the migrations did ' +
      'is in the schema history.',
  },
  {
    check: 'CKV2_AWS_27',
    resource: cluster,
    title: 'Ensure Postgres RDS as aws_rds_cluster has Query Logging enabled',
    engine: 'aurora-postgresql',
    reason:
      'Query logging writes the text of statements, with data and passwords in it, to a log ' +
      'that more people can read than the database; what the migrations did is in the ' +
      'schema history.',
  },
  {
    check: 'CKV_AWS_326',
    resource: cluster,
    title: 'Ensure that RDS Aurora Clusters have backtracking enabled',
    engine: 'aurora-mysql',
    reason:
      'AWS has backtracking in some regions only, bills each change that it keeps, and ' +
      'takes back what all users of the cluster wrote; the backups restore any moment of ' +
      'the retention into a cluster beside it.',
  },
  {
    check: 'CKV2_AWS_8',
    resource: cluster,
    title: 'Ensure that RDS clusters has backup plan of AWS Backup',
    reason:
      'Aurora backs itself up without a gap, for 7 days by default and up to 35, and leaves ' +
      'a snapshot when it is deleted; a plan of AWS Backup belongs to the account, and ' +
      'selects the cluster by its tags.',
  },
  {
    check: 'CKV_AWS_118',
    resource: instance,
    title: 'Ensure that enhanced monitoring is enabled for Amazon RDS instances',
    reason:
      'Enhanced monitoring shows processes of the operating system, to tune a database and ' +
      'not to defend it; it needs one more role and a log that is billed by volume.',
  },
  {
    check: 'CKV_AWS_226',
    resource: instance,
    title: 'Ensure DB instance gets all minor upgrades automatically',
    endedBy: 'DB_ENGINE_VERSION',
    reason:
      'The version is a full one so that an upgrade is a change that is planned and ' +
      'reviewed; Terraform would take an upgrade by AWS for a downgrade to be made. A major ' +
      'version alone leaves minor upgrades to AWS.',
  },
  {
    check: 'CKV_AWS_353',
    resource: instance,
    title: 'Ensure that RDS instances have performance insights enabled',
    endedBy: 'performanceInsightsRetentionDays',
    reason:
      'Performance Insights shows the load of statements, to tune a database and not to ' +
      'defend it; it can hold the capacity above the least, which is billed.',
  },
  {
    check: 'CKV2_AWS_11',
    resource: vpc,
    title: 'Ensure VPC flow logging is enabled in all VPCs',
    endedBy: 'network',
    reason:
      'The VPC has no gateway, no peering, no endpoint and no rule in a security group, so ' +
      'there is no traffic to log; where a VPC with flow logs exists, the cluster can be ' +
      'put into it.',
  },
];
