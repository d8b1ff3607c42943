import { ConfigError, parseConfig } from '../../handler/config';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1-AbCdEf';
const clusterArn = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
const environment = {
  DB_NAME: 'orders',
  DB_SECRET_ARN: secretArn,
  DB_CLUSTER_ARN: clusterArn,
  DB_ENGINE: 'aurora-mysql',
};

describe('parseConfig', () => {
  it('takes what must be there, and the defaults', () => {
    expect(parseConfig(environment)).toEqual({
      database: 'orders',
      secretArn,
      clusterArn,
      engine: 'aurora-mysql',
      schemaPath: '/opt/schema',
      outOfOrder: false,
    });
  });

  it('does not mind other variables', () => {
    expect(parseConfig({ ...environment, AWS_REGION: 'eu-west-1' }).database).toBe('orders');
  });

  it('takes an absolute folder as it is', () => {
    const config = parseConfig({
      ...environment,
      SCHEMA_PATH: '/mnt/schema',
      LAMBDA_TASK_ROOT: '/var/task',
    });

    expect(config.schemaPath).toBe('/mnt/schema');
  });

  it('takes a relative folder from where the function is', () => {
    const config = parseConfig({
      ...environment,
      SCHEMA_PATH: './sql/schema',
      LAMBDA_TASK_ROOT: '/var/task',
    });

    expect(config.schemaPath).toBe('/var/task/sql/schema');
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('takes OUT_OF_ORDER=%s', (value, outOfOrder) => {
    expect(parseConfig({ ...environment, OUT_OF_ORDER: value }).outOfOrder).toBe(outOfOrder);
  });

  it('takes the ARNs of other partitions', () => {
    const config = parseConfig({
      ...environment,
      DB_CLUSTER_ARN: 'arn:aws-us-gov:rds:us-gov-west-1:123456789012:cluster:orders',
    });

    expect(config.clusterArn).toBe('arn:aws-us-gov:rds:us-gov-west-1:123456789012:cluster:orders');
  });

  it('refuses an empty environment with all that is needed', () => {
    expect(() => parseConfig({})).toThrow(
      new ConfigError([
        "DB_NAME is not set: must be the database's name",
        'DB_SECRET_ARN is not set: must be the ARN of a secret ' +
          '(arn:aws:secretsmanager:<region>:<account>:secret:<name>)',
        'DB_CLUSTER_ARN is not set: must be the ARN of a cluster ' +
          '(arn:aws:rds:<region>:<account>:cluster:<name>)',
        'DB_ENGINE is not set: must be aurora-postgresql or aurora-mysql',
      ]),
    );
  });

  it('refuses everything that is wrong in one error', () => {
    const wrong = {
      DB_NAME: ' ',
      DB_SECRET_ARN: clusterArn,
      DB_CLUSTER_ARN: 'orders',
      DB_ENGINE: 'mysql',
      SCHEMA_PATH: '',
      OUT_OF_ORDER: 'yes',
    };

    expect(() => parseConfig(wrong)).toThrow(
      new Error(
        `The environment of the migration function is wrong:
  DB_NAME is " ": must be the database's name
  DB_SECRET_ARN is "arn:aws:rds:eu-west-1:123456789012:cluster:orders": must be the ARN of a secret (arn:aws:secretsmanager:<region>:<account>:secret:<name>)
  DB_CLUSTER_ARN is "orders": must be the ARN of a cluster (arn:aws:rds:<region>:<account>:cluster:<name>)
  DB_ENGINE is "mysql": must be aurora-postgresql or aurora-mysql
  SCHEMA_PATH is "": must be a folder, or be left out
  OUT_OF_ORDER is "yes": must be true or false`,
      ),
    );
  });
});
