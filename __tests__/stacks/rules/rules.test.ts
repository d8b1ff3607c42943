import {
  findClusterArnProblem,
  findKeyArnProblem,
  findPolicyArnProblem,
  findSecretArnProblem,
} from '../../../stacks/rules/arns';
import {
  findIdentifierProblem,
  findNamePrefixProblem,
  findSecurityGroupsProblem,
} from '../../../stacks/rules/names';
import { between, oneOf } from '../../../stacks/rules/numbers';
import type { Rule } from '../../../stacks/rules/problems';
import {
  findBackupWindowProblem,
  findMaintenanceWindowProblem,
} from '../../../stacks/rules/windows';

// Each rule with what it takes, what it refuses, and how it says so.
describe.each<RuleCase>([
  of(between(1, 35), {
    takes: [1, 35],
    refuses: [0, 36, 1.5, Number.NaN, Number.POSITIVE_INFINITY],
    says: 'it is a whole number from 1 to 35; choose one',
  }),
  of(between(0, 256, 0.5), {
    takes: [0, 0.5, 256],
    refuses: [-0.5, 0.25, 256.5],
    says: 'it is a multiple of 0.5 from 0 to 256; choose one',
  }),
  of(oneOf([1, 3]), { takes: [1, 3], refuses: [2], says: 'it is one of 1, 3; choose one' }),
  of(findKeyArnProblem, {
    takes: [
      'arn:aws:kms:eu-central-1:123456789012:key/0b5e6fd4-1a2b-4c3d-8e9f-001122334455',
      'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0123456789abcdef',
    ],
    refuses: [
      'alias/main',
      'arn:aws:kms:eu-central-1:123456789012:alias/main',
      '0b5e6fd4-1a2b-4c3d-8e9f-001122334455',
      '',
    ],
    says:
      'a key goes by its ARN, not by its id or an alias; use ' +
      'arn:aws:kms:<region>:<account>:key/<id>',
  }),
  of(findSecretArnProblem, {
    takes: [
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-0b5e6fd4-1a2b-AbCdEf',
      'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a/b-AbCdEf',
    ],
    refuses: [
      'shop',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop',
      'arn:aws:ssm:eu-central-1:123456789012:parameter/shop-AbCdEf',
    ],
    says:
      'a secret goes by its whole ARN, with the six characters at its end; use ' +
      'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>',
  }),
  of(findClusterArnProblem, {
    takes: ['arn:aws:rds:eu-central-1:123456789012:cluster:shop-1'],
    refuses: ['shop-1', 'arn:aws:rds:eu-central-1:123456789012:db:shop-1'],
    says: 'a cluster goes by its ARN; use arn:aws:rds:<region>:<account>:cluster:<identifier>',
  }),
  of(findPolicyArnProblem, {
    takes: [
      'arn:aws:iam::123456789012:policy/boundary',
      'arn:aws:iam::123456789012:policy/teams/boundary',
      'arn:aws:iam::aws:policy/PowerUserAccess',
    ],
    refuses: ['boundary', 'arn:aws:iam::123456789012:role/boundary'],
    says: 'a permissions boundary is a managed policy; use arn:aws:iam::<account>:policy/<name>',
  }),
  of(findNamePrefixProblem, {
    takes: ['a', 'acme', 'acme-shop2', 'x'.repeat(30), 'sgx'],
    refuses: ['', 'Acme', '2acme', '-acme', 'acme-', 'a--b', 'a_b', 'x'.repeat(31)],
    says:
      'a prefix has 1 to 30 lower case letters, digits and single hyphens between them, and ' +
      'begins with a letter; choose one that does',
  }),
  of(findNamePrefixProblem, {
    takes: [],
    refuses: ['sg', 'sg-shop'],
    says: 'EC2 keeps names that begin with sg- for itself; choose another',
  }),
  of(findIdentifierProblem(63), {
    takes: ['shop', 'Shop-1', 'x'.repeat(63)],
    refuses: ['', '1shop', 'shop-', 'a--b', 'a_b', 'x'.repeat(64)],
    says:
      'an identifier in RDS has 1 to 63 ASCII letters, digits and single hyphens between them, ' +
      'and begins with a letter; correct it',
  }),
  of(findSecurityGroupsProblem, {
    takes: [['sg-1'], ['sg-0123456789abcdef0', 'sg-2']],
    refuses: [[], ['default'], ['sg-1', '']],
    says: 'security groups go by one id or more, such as sg-0123456789abcdef0; correct them',
  }),
  of(findBackupWindowProblem, {
    takes: ['02:00-03:00', '02:00-02:30', '23:45-00:15'],
    refuses: ['2:00-3:00', '02:00', '24:00-01:00', '02:00-03:00 UTC', ''],
    says: 'it looks like 02:00-03:00, in UTC; correct it',
  }),
  of(findBackupWindowProblem, {
    takes: [],
    refuses: ['02:00-02:29', '02:00-02:00', '23:45-00:14'],
    says: 'it lasts 30 minutes at least; make it longer',
  }),
  of(findMaintenanceWindowProblem, {
    takes: ['sun:04:00-sun:05:00', 'sun:23:45-mon:00:15', 'mon:04:00-tue:04:00'],
    refuses: ['Sun:04:00-Sun:05:00', '04:00-05:00', 'sun:04:00', ''],
    says: 'it looks like sun:04:00-sun:05:00, in UTC and lower case; correct it',
  }),
  of(findMaintenanceWindowProblem, {
    takes: [],
    refuses: ['sun:04:00-sun:04:29'],
    says: 'it lasts 30 minutes at least; make it longer',
  }),
  of(findMaintenanceWindowProblem, {
    takes: [],
    refuses: ['mon:04:00-tue:04:01', 'sun:05:00-sun:04:00'],
    says: 'it lasts one day at most; make it shorter',
  }),
])('the rule that says "$says"', ({ check, takes, refuses, says }) => {
  it('refuses what breaks it, and nothing else', () => {
    expect(takes.map(check)).toEqual(takes.map(() => undefined));
    expect(refuses.map(check)).toEqual(refuses.map(() => says));
  });
});

interface RuleCase {
  readonly check: (value: unknown) => string | undefined;
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
  readonly says: string;
}

/** Ties the values of a case to the type that its rule takes. */
function of<T>(
  rule: Rule<T>,
  values: { readonly takes: readonly T[]; readonly refuses: readonly T[]; readonly says: string },
): RuleCase {
  return { check: (value) => rule(value as T), ...values };
}
