import { ServerlessCluster, type ServerlessClusterProps } from '../../stacks/serverless-cluster';
import { addressesOf, onlyResource, synthesize } from '../support/terraform/synthesized';

const props: ServerlessClusterProps = {
  engine: 'aurora-postgresql',
  databaseName: 'anonfed',
  userName: 'admin_user',
  subnetGroupName: 'subnets',
  securityGroupIds: ['sg-1'],
};

const key = 'arn:aws:kms:eu-central-1:123456789012:key/data';
const otherKey = 'arn:aws:kms:eu-central-1:123456789012:key/secrets';
const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf';

function synthesizeWith(changes: Partial<ServerlessClusterProps> = {}) {
  return synthesize((stack) => new ServerlessCluster(stack, 'Cluster', { ...props, ...changes }));
}

describe('ServerlessCluster', () => {
  it('makes a cluster and one instance', () => {
    expect(addressesOf(synthesizeWith())).toEqual([
      'aws_rds_cluster.Cluster_3DA9CCBA',
      'aws_rds_cluster_instance.Cluster_Instance_85D3DAF8',
    ]);
  });

  it('scales to zero, serves the Data API, and is guarded against loss', () => {
    expect(onlyResource(synthesizeWith(), 'aws_rds_cluster')).toEqual({
      backup_retention_period: 7,
      cluster_identifier: 'test-cluster',
      copy_tags_to_snapshot: true,
      database_name: 'anonfed',
      db_subnet_group_name: 'subnets',
      deletion_protection: true,
      enable_http_endpoint: true,
      engine: 'aurora-postgresql',
      engine_mode: 'provisioned',
      engine_version: '16.8',
      final_snapshot_identifier: 'test-cluster-final',
      iam_database_authentication_enabled: true,
      lifecycle: { prevent_destroy: true },
      manage_master_user_password: true,
      master_username: 'admin_user',
      serverlessv2_scaling_configuration: {
        max_capacity: 4,
        min_capacity: 0,
        seconds_until_auto_pause: 300,
      },
      skip_final_snapshot: false,
      storage_encrypted: true,
      vpc_security_group_ids: ['sg-1'],
    });
  });

  it('gives the instance the version of the cluster', () => {
    expect(onlyResource(synthesizeWith(), 'aws_rds_cluster_instance')).toEqual({
      auto_minor_version_upgrade: false,
      cluster_identifier: '${aws_rds_cluster.Cluster_3DA9CCBA.cluster_identifier}',
      copy_tags_to_snapshot: true,
      engine: 'aurora-postgresql',
      engine_version: '${aws_rds_cluster.Cluster_3DA9CCBA.engine_version}',
      identifier: 'test-cluster-1',
      instance_class: 'db.serverless',
    });
  });

  it('takes the default version of Aurora MySQL', () => {
    const synthesized = synthesizeWith({ engine: 'aurora-mysql' });

    expect(onlyResource(synthesized, 'aws_rds_cluster').engine_version).toBe(
      '8.0.mysql_aurora.3.10.1',
    );
  });

  it('leaves minor upgrades to AWS when the version is a major one', () => {
    const synthesized = synthesizeWith({ engineVersion: '16' });

    expect(onlyResource(synthesized, 'aws_rds_cluster_instance').auto_minor_version_upgrade).toBe(
      true,
    );
  });

  it('can be thrown away', () => {
    const synthesized = synthesizeWith({ isDeletionProtected: false, keepsFinalSnapshot: false });

    const cluster = onlyResource(synthesized, 'aws_rds_cluster');
    expect(cluster.deletion_protection).toBe(false);
    expect(cluster.skip_final_snapshot).toBe(true);
    expect(cluster).not.toHaveProperty('final_snapshot_identifier');
    expect(cluster).not.toHaveProperty('lifecycle');
  });

  it('does not pause when it never reaches zero', () => {
    const synthesized = synthesizeWith({ minCapacity: 0.5, maxCapacity: 8 });

    expect(onlyResource(synthesized, 'aws_rds_cluster').serverlessv2_scaling_configuration).toEqual(
      { max_capacity: 8, min_capacity: 0.5 },
    );
  });

  it('encrypts storage, secret and insights with a key of yours', () => {
    const synthesized = synthesizeWith({ kmsKeyArn: key, performanceInsightsRetentionDays: 7 });

    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      kms_key_id: key,
      master_user_secret_kms_key_id: key,
      performance_insights_kms_key_id: key,
    });
    expect(
      onlyResource(synthesized, 'aws_rds_cluster_instance').performance_insights_kms_key_id,
    ).toBe(key);
  });

  it('tells a migration the key of its secret', () => {
    const keys: (string | undefined)[] = [];
    synthesize((stack) => {
      const all: Partial<ServerlessClusterProps>[] = [
        {},
        { kmsKeyArn: key },
        { kmsKeyArn: key, existingSecret: { secretArn } },
        { kmsKeyArn: key, existingSecret: { secretArn, kmsKeyArn: otherKey } },
      ];
      for (const [index, changes] of all.entries()) {
        const cluster = new ServerlessCluster(stack, `Cluster${index}`, { ...props, ...changes });
        keys.push(cluster.secretKmsKeyArn);
      }
    });

    expect(keys).toEqual([undefined, key, undefined, otherKey]);
  });

  it('takes the password of an existing secret, past plan and state', () => {
    const synthesized = synthesizeWith({ existingSecret: { secretArn, passwordVersion: 3 } });

    const cluster = onlyResource(synthesized, 'aws_rds_cluster');
    const text =
      'jsondecode(ephemeral.aws_secretsmanager_secret_version.Cluster_3DA9CCBA.secret_string)';
    expect(cluster).toMatchObject({
      master_password_wo: `\${${text}["password"]}`,
      master_password_wo_version: 3,
      master_username: 'admin_user',
      lifecycle: {
        prevent_destroy: true,
        precondition: [
          {
            condition: `\${can(${text}["username"]) && try(length(${text}["password"]) >= 8, false)}`,
            error_message:
              `existingSecret.secretArn is "${secretArn}": the secret is JSON with "username" and ` +
              '"password", of at least 8 characters; correct the secret',
          },
          {
            condition: `\${try(${text}["username"] == "admin_user", true)}`,
            error_message:
              'userName is "admin_user": it is the "username" in the secret of existingSecret; ' +
              'correct the one or the other',
          },
        ],
      },
    });
    expect(cluster).not.toHaveProperty('manage_master_user_password');
    expect(synthesized).toHaveProperty('ephemeral', {
      aws_secretsmanager_secret_version: { Cluster_3DA9CCBA: { secret_id: secretArn } },
    });
    expect(synthesized.terraform?.required_version).toBe('>= 1.11.0');
  });

  it('gives a migration the existing secret', () => {
    let cluster: ServerlessCluster | undefined;
    synthesize((stack) => {
      cluster = new ServerlessCluster(stack, 'Cluster', {
        ...props,
        existingSecret: { secretArn },
      });
    });

    expect(cluster?.secretArn).toBe(secretArn);
  });

  it('sends logs to CloudWatch', () => {
    const synthesized = synthesizeWith({ logExports: ['postgresql', 'iam-db-auth-error'] });

    expect(onlyResource(synthesized, 'aws_rds_cluster').enabled_cloudwatch_logs_exports).toEqual([
      'postgresql',
      'iam-db-auth-error',
    ]);
  });

  it('has the same Performance Insights on cluster and instance', () => {
    const synthesized = synthesizeWith({ performanceInsightsRetentionDays: 62 });

    const expected = {
      performance_insights_enabled: true,
      performance_insights_retention_period: 62,
    };
    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject(expected);
    expect(onlyResource(synthesized, 'aws_rds_cluster_instance')).toMatchObject(expected);
  });

  it('keeps backups, and to the windows that it is given', () => {
    const synthesized = synthesizeWith({
      backupRetentionDays: 35,
      preferredBackupWindow: '02:00-03:00',
      preferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    });

    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      backup_retention_period: 35,
      preferred_backup_window: '02:00-03:00',
      preferred_maintenance_window: 'sun:04:00-sun:05:00',
    });
  });

  it('puts the prefix before its names', () => {
    const synthesized = synthesizeWith({ namePrefix: 'acme' });

    expect(onlyResource(synthesized, 'aws_rds_cluster')).toMatchObject({
      cluster_identifier: 'acme-test-cluster',
      final_snapshot_identifier: 'acme-test-cluster-final',
    });
    expect(onlyResource(synthesized, 'aws_rds_cluster_instance').identifier).toBe(
      'acme-test-cluster-1',
    );
  });

  it('refuses a minimum above the maximum', () => {
    expect(() => synthesizeWith({ minCapacity: 8 })).toThrow(
      '[test/Cluster] minCapacity is "8": it is at most maxCapacity, which is 4; lower it, or ' +
        'raise maxCapacity\n',
    );
  });

  it('refuses an engine that it does not know, and says nothing of what depends on it', () => {
    expect(() => synthesizeWith({ engine: 'mysql' as 'aurora-mysql', userName: '?' })).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Cluster] engine is "mysql": it is one of aurora-postgresql, aurora-mysql; choose ' +
        'one\n\n',
    );
  });

  it('refuses the logs of the other engine', () => {
    expect(() => synthesizeWith({ engine: 'aurora-mysql', logExports: ['postgresql'] })).toThrow(
      '[test/Cluster] logExports is "postgresql": the logs of aurora-mysql are audit, error, ' +
        'general, slowquery, instance, iam-db-auth-error; choose among them\n',
    );
  });

  it('refuses optional props that AWS would refuse, all together', () => {
    const synthesizing = () =>
      synthesizeWith({
        securityGroupIds: [],
        minCapacity: 0.25,
        maxCapacity: 0.5,
        autoPauseSeconds: 60,
        finalSnapshotName: 'last_one',
        backupRetentionDays: 0,
        preferredBackupWindow: '2am',
        preferredMaintenanceWindow: 'sunday',
        kmsKeyArn: 'alias/main',
        existingSecret: { secretArn: 'shop', passwordVersion: 0, kmsKeyArn: 'main' },
        logExports: ['postgresql', 'audit'],
        performanceInsightsRetentionDays: 30,
        namePrefix: 'Acme',
      });

    expect(synthesizing).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Cluster] logExports is "postgresql, audit": the logs of aurora-postgresql are ' +
        'postgresql, instance, iam-db-auth-error; choose among them\n' +
        '  [test/Cluster] securityGroupIds is "": security groups go by one id or more, such as ' +
        'sg-0123456789abcdef0; correct them\n' +
        '  [test/Cluster] minCapacity is "0.25": it is a multiple of 0.5 from 0 to 256; choose one\n' +
        '  [test/Cluster] maxCapacity is "0.5": it is a multiple of 0.5 from 1 to 256; choose one\n' +
        '  [test/Cluster] autoPauseSeconds is "60": it is a whole number from 300 to 86400; choose ' +
        'one\n' +
        '  [test/Cluster] finalSnapshotName is "last_one": an identifier in RDS has 1 to 255 ASCII ' +
        'letters, digits and single hyphens between them, and begins with a letter; correct it\n' +
        '  [test/Cluster] backupRetentionDays is "0": it is a whole number from 1 to 35; choose one\n' +
        '  [test/Cluster] preferredBackupWindow is "2am": it looks like 02:00-03:00, in UTC; ' +
        'correct it\n' +
        '  [test/Cluster] preferredMaintenanceWindow is "sunday": it looks like ' +
        'sun:04:00-sun:05:00, in UTC and lower case; correct it\n' +
        '  [test/Cluster] kmsKeyArn is "alias/main": a key goes by its ARN, not by its id or an ' +
        'alias; use arn:aws:kms:<region>:<account>:key/<id>\n' +
        '  [test/Cluster] existingSecret.secretArn is "shop": a secret goes by its whole ARN, with ' +
        'the six characters at its end; use ' +
        'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>\n' +
        '  [test/Cluster] existingSecret.passwordVersion is "0": it is a whole number from 1 to ' +
        '1000000000; choose one\n' +
        '  [test/Cluster] existingSecret.kmsKeyArn is "main": a key goes by its ARN, not by its id ' +
        'or an alias; use arn:aws:kms:<region>:<account>:key/<id>\n' +
        '  [test/Cluster] performanceInsightsRetentionDays is "30": it is 7, a multiple of 31 up to ' +
        '713, or 731; choose one\n' +
        '  [test/Cluster] namePrefix is "Acme": a prefix has 1 to 30 lower case letters, digits ' +
        'and single hyphens between them, and begins with a letter; choose one that does\n',
    );
  });

  it('refuses a version and names that AWS would refuse, all together', () => {
    const synthesizing = () =>
      synthesizeWith({ engineVersion: '15.6', databaseName: 'user', userName: 'admin' });

    expect(synthesizing).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Cluster] engineVersion is "15.6": Aurora PostgreSQL 15 has the Data API from 15.3 ' +
        'on and scales to zero from 15.7 on; use 15.7 or later\n' +
        '  [test/Cluster] databaseName is "user": this is a reserved word of Aurora PostgreSQL; ' +
        'choose another\n' +
        '  [test/Cluster] userName is "admin": Aurora PostgreSQL keeps this name for itself; ' +
        'choose another\n',
    );
  });
});
