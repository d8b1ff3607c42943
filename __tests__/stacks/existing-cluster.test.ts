import { ExistingCluster, type ExistingClusterProps } from '../../stacks/existing-cluster';
import { SchemaMigration } from '../../stacks/schema-migration';
import { findVersionProblem } from '../../stacks/settings/engine-versions';
import { handler, schema } from '../support/terraform/stack-inputs';
import { addressesOf, onlyResource, synthesize } from '../support/terraform/synthesized';

const props: ExistingClusterProps = {
  clusterIdentifier: 'shop',
  engine: 'aurora-postgresql',
  databaseName: 'orders',
};
const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf';

function synthesizeWith(changes: Partial<ExistingClusterProps> = {}) {
  return synthesize((stack) => {
    const cluster = new ExistingCluster(stack, 'Cluster', { ...props, ...changes });
    new SchemaMigration(stack, 'Migration', {
      cluster,
      schema: { ...schema, engine: cluster.engine },
      handler,
    });
  });
}

function postconditionsOf(changes: Partial<ExistingClusterProps> = {}) {
  const blocks = synthesizeWith(changes).data?.aws_rds_cluster;
  return (blocks?.Cluster_3DA9CCBA?.lifecycle as { postcondition: unknown }).postcondition;
}

describe('ExistingCluster', () => {
  it('makes nothing and reads the cluster', () => {
    const addresses = addressesOf(synthesize((s) => new ExistingCluster(s, 'Cluster', props)));

    expect(addresses).toEqual(['data.aws_rds_cluster.Cluster_3DA9CCBA']);
  });

  it('gives a migration what it needs, with the secret that RDS manages', () => {
    const synthesized = synthesizeWith();

    const { environment } = onlyResource(synthesized, 'aws_lambda_function');
    expect(environment).toEqual({
      variables: {
        DB_CLUSTER_ARN: '${data.aws_rds_cluster.Cluster_3DA9CCBA.arn}',
        DB_ENGINE: 'aurora-postgresql',
        DB_NAME: 'orders',
        DB_SECRET_ARN: '${data.aws_rds_cluster.Cluster_3DA9CCBA.master_user_secret[0].secret_arn}',
        SCHEMA_PATH: '/opt/schema',
      },
    });
    expect(onlyResource(synthesized, 'aws_lambda_invocation')).not.toHaveProperty('depends_on');
  });

  it('gives a migration another secret and its key', () => {
    const secretKmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/secrets';
    const synthesized = synthesizeWith({ secretArn, secretKmsKeyArn });

    const { policy } = onlyResource(synthesized, 'aws_iam_role_policy');
    expect(String(policy)).toContain(`"Resource":"${secretArn}"`);
    expect(String(policy)).toContain(`"Resource":"${secretKmsKeyArn}"`);
  });

  it('makes the plan fail for a PostgreSQL cluster that migrations cannot run on', () => {
    expect(postconditionsOf()).toEqual([
      {
        condition: '${self.engine == "aurora-postgresql"}',
        error_message:
          'engine is "aurora-postgresql": the cluster shop is of ${self.engine}; name its engine, ' +
          'here and in loadSchema',
      },
      {
        condition:
          '${!(self.engine == "aurora-postgresql") || ' +
          'try(tonumber(regex("^[0-9]+", self.engine_version)) > 17 || ' +
          'tonumber(regex("^[0-9]+[.]([0-9]+)", self.engine_version)[0]) >= ' +
          'lookup({"13":11,"14":8,"15":3,"16":1,"17":4}, ' +
          'tonumber(regex("^[0-9]+", self.engine_version)), 1000), true)}',
        error_message:
          'clusterIdentifier is "shop": its version ${self.engine_version} has no Data API; ' +
          'upgrade the cluster to 13.11, 14.8, 15.3, 16.1, 17.4, or later',
      },
      {
        condition: '${can(self.master_user_secret[0].secret_arn)}',
        error_message:
          'secretArn is not set: RDS manages no secret for the master user of shop; set it to a ' +
          'secret with "username" and "password", or let RDS manage the master password',
      },
    ]);
  });

  it('makes the plan fail for a MySQL cluster that migrations cannot run on', () => {
    expect(postconditionsOf({ engine: 'aurora-mysql', secretArn })).toEqual([
      {
        condition: '${self.engine == "aurora-mysql"}',
        error_message:
          'engine is "aurora-mysql": the cluster shop is of ${self.engine}; name its engine, ' +
          'here and in loadSchema',
      },
      {
        condition:
          '${!(self.engine == "aurora-mysql") || try(tonumber(join("", ' +
          'regex("mysql_aurora[.]([0-9])[.]([0-9]{2})", self.engine_version))) >= 307, true)}',
        error_message:
          'clusterIdentifier is "shop": its version ${self.engine_version} has no Data API; ' +
          'upgrade the cluster to 8.0.mysql_aurora.3.07, or later',
      },
    ]);
  });

  it('knows the same first versions as the settings', () => {
    const problems = ['13.0', '14.0', '15.0', '16.0', '17.0'].map((version) =>
      findVersionProblem('aurora-postgresql', version),
    );

    expect(
      problems.map((problem) => /the Data API from (\S+) on/.exec(problem ?? '')?.[1]),
    ).toEqual(['13.11', '14.8', '15.3', '16.1', '17.4']);
    expect(findVersionProblem('aurora-mysql', '8.0.mysql_aurora.3.06.0')).toContain(
      'the Data API from 3.07 on',
    );
  });

  it('refuses props that cannot be, all together', () => {
    expect(() =>
      synthesize(
        (stack) =>
          new ExistingCluster(stack, 'Cluster', {
            clusterIdentifier: 'arn:aws:rds:eu-central-1:123456789012:cluster:shop',
            engine: 'postgres' as 'aurora-postgresql',
            databaseName: '',
            secretArn: 'shop',
            secretKmsKeyArn: 'alias/shop',
          }),
      ),
    ).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Cluster] clusterIdentifier is "arn:aws:rds:eu-central-1:123456789012:cluster:shop": ' +
        'an identifier in RDS has 1 to 63 ASCII letters, digits and single hyphens between them, ' +
        'and begins with a letter; correct it\n' +
        '  [test/Cluster] engine is "postgres": it is one of aurora-postgresql, aurora-mysql; ' +
        'choose one\n' +
        '  [test/Cluster] databaseName is "": a database has a name; set it\n' +
        '  [test/Cluster] secretArn is "shop": a secret goes by its whole ARN, with the six ' +
        'characters at its end; use ' +
        'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>\n' +
        '  [test/Cluster] secretKmsKeyArn is "alias/shop": a key goes by its ARN, not by its id or ' +
        'an alias; use arn:aws:kms:<region>:<account>:key/<id>\n',
    );
  });
});
