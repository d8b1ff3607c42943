import type { Rule } from './problems';

/** Key in KMS. IAM policies know no ids and no aliases. */
export const findKeyArnProblem = shaped(
  /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
  'a key goes by its ARN, not by its id or an alias; use arn:aws:kms:<region>:<account>:key/<id>',
);

/** Secret in Secrets Manager. In a policy, an ARN without its end allows nothing. */
export const findSecretArnProblem = shaped(
  /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/,
  'a secret goes by its whole ARN, with the six characters at its end; use ' +
    'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>',
);

export const findClusterArnProblem = shaped(
  /^arn:[\w-]+:rds:[\w-]+:\d{12}:cluster:[A-Za-z][A-Za-z0-9-]*$/,
  'a cluster goes by its ARN; use arn:aws:rds:<region>:<account>:cluster:<identifier>',
);

export const findPolicyArnProblem = shaped(
  /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  'a permissions boundary is a managed policy; use arn:aws:iam::<account>:policy/<name>',
);

function shaped(pattern: RegExp, problem: string): Rule<string> {
  return (arn) => (pattern.test(arn) ? undefined : problem);
}
