import fc from 'fast-check';
import { parseConfig } from '../../handler/config';

const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1-AbCdEf';
const cluster = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
const aboutSecret =
  'must be the ARN of a secret (arn:aws:secretsmanager:<region>:<account>:secret:<name>)';
const aboutCluster = 'must be the ARN of a cluster (arn:aws:rds:<region>:<account>:cluster:<name>)';
const junk = ['', ' ', '\n', "'; drop table t; --", '${x}', '\u001b[2J', '__proto__', 'x'];

// In the order in which they are told.
const variables = [
  { name: 'DB_NAME', good: ['orders', "o'; --"], bad: ['', ' '], rule: "must be the database's name" },
  { name: 'DB_SECRET_ARN', good: [secret], bad: [...junk, cluster], rule: aboutSecret },
  { name: 'DB_CLUSTER_ARN', good: [cluster], bad: [...junk, secret], rule: aboutCluster },
  {
    name: 'DB_ENGINE',
    good: ['aurora-mysql', 'aurora-postgresql'],
    bad: [...junk, 'mysql', 'constructor'],
    rule: 'must be aurora-postgresql or aurora-mysql',
  },
  {
    name: 'SCHEMA_PATH',
    good: ['/opt/schema', './schema', undefined],
    bad: ['', '\t'],
    rule: 'must be a folder, or be left out',
  },
  {
    name: 'OUT_OF_ORDER',
    good: ['true', 'false', undefined],
    bad: [...junk, 'TRUE', '1'],
    rule: 'must be true or false',
  },
] as const; // prettier-ignore

const environment = fc.tuple(
  ...variables.map(({ name, good, bad, rule }) =>
    fc.oneof(
      fc.constantFrom<string | undefined>(...good).map((value) => ({
        name,
        value,
        problem: [],
      })),
      fc
        .constantFrom<string | undefined>(...bad, ...(isOptional(name) ? [] : [undefined]))
        .map((value) => ({ name, value, problem: [`${name} is ${shown(value)}: ${rule}`] })),
    ),
  ),
);

describe('parseConfig, with any environment', () => {
  it('tells all that is wrong in one error, or gives the configuration', () => {
    fc.assert(
      fc.property(environment, (parts) => {
        const problems = parts.flatMap(({ problem }) => problem);
        const parse = (): unknown =>
          parseConfig(Object.fromEntries(parts.map(({ name, value }) => [name, value])));

        if (problems.length === 0) {
          expect(parse()).toMatchObject({ clusterArn: cluster, secretArn: secret });
          return;
        }
        const lines = ['The environment of the migration function is wrong:', ...problems];
        expect(parse).toThrow(new Error(lines.join('\n  ')));
      }),
      { seed: 20260102, numRuns: 500 },
    );
  });
});

function isOptional(name: string): boolean {
  return name === 'SCHEMA_PATH' || name === 'OUT_OF_ORDER';
}

function shown(value: string | undefined): string {
  if (value === undefined) return 'not set';
  return `"${value.replace('\n', '\\u000a').replace('\t', '\\u0009').replace('\u001b', '\\u001b')}"`;
}
