/**
 * Puts the text of the policies into a plan.
 *
 * A policy with the ARN of something that is made only now is unknown in the plan, and checkov then
 * finds nothing to say of it. Its text as synthesized has references in place of these ARNs, and
 * all the rest.
 *
 * @param plan from `terraform show -json`
 * @param configuration what was planned
 * @returns the plan as JSON
 * @throws when an unknown policy is not in the configuration
 */
export function withPolicies(plan: string, configuration: string): string {
  const { resource = {} } = JSON.parse(configuration) as Configuration;
  const content = JSON.parse(plan) as Plan;
  for (const { address, type, name, change } of content.resource_changes) {
    if (change.after_unknown?.policy !== true) continue;
    const policy = resource[type]?.[name]?.policy;
    if (typeof policy !== 'string') throw new Error(`${address}: its policy is not in cdk.tf.json`);
    const planned = content.planned_values.root_module.resources.find(
      (candidate) => candidate.address === address,
    );
    if (planned !== undefined) planned.values.policy = policy;
    change.after.policy = policy;
    delete change.after_unknown.policy;
  }
  return JSON.stringify(content);
}

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

interface Plan {
  readonly planned_values: {
    readonly root_module: {
      readonly resources: readonly { readonly address: string; readonly values: Attributes }[];
    };
  };
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly name: string;
    readonly change: { readonly after: Attributes; readonly after_unknown?: Attributes };
  }[];
}

interface Attributes {
  policy?: unknown;
}
