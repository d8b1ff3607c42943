import { ServerlessCluster, type ServerlessClusterProps } from '../../stacks/serverless-cluster';
import { addressesOf, onlyResource, synthesize } from '../support/terraform/synthesized';

const props: ServerlessClusterProps = {
  engine: 'aurora-postgresql',
  databaseName: 'anonfed',
  userName: 'admin_user',
  subnetGroupName: 'subnets',
  securityGroupIds: ['sg-1'],
};

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
