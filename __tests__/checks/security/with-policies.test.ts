import { withPolicies } from '../../../checks/security/with-policies';

const policy = '{"Resource":"${aws_rds_cluster.Cluster.arn}"}';
const address = 'aws_iam_role_policy.Policy';

/** A plan with one policy, unknown or not. */
function planOf(values: object, unknown: object): string {
  return JSON.stringify({
    planned_values: { root_module: { resources: [{ address, values }] } },
    resource_changes: [
      {
        address,
        type: 'aws_iam_role_policy',
        name: 'Policy',
        change: { after: values, after_unknown: unknown },
      },
    ],
  });
}

function configurationOf(attributes: object): string {
  return JSON.stringify({ resource: { aws_iam_role_policy: { Policy: attributes } } });
}

describe('withPolicies', () => {
  it('puts the text of an unknown policy into the plan', () => {
    const plan = planOf({ name: 'migrate' }, { id: true, policy: true });

    expect(JSON.parse(withPolicies(plan, configurationOf({ policy })))).toEqual(
      JSON.parse(planOf({ name: 'migrate', policy }, { id: true })),
    );
  });

  it('leaves a policy that is known as it is', () => {
    const plan = planOf({ policy: '{}' }, { id: true });

    expect(JSON.parse(withPolicies(plan, configurationOf({ policy })))).toEqual(JSON.parse(plan));
  });

  it('refuses a policy that it does not find', () => {
    const plan = planOf({}, { policy: true });

    expect(() => withPolicies(plan, configurationOf({}))).toThrow(
      'aws_iam_role_policy.Policy: its policy is not in cdk.tf.json',
    );
  });
});
