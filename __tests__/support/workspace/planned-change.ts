interface JsonPlan {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What a plan would do to which kind of resource, sorted: `aws_lambda_function update`. */
export function readPlan(json: string): readonly string[] {
  const { resource_changes: changes = [] } = JSON.parse(json) as JsonPlan;
  return changes
    .map(({ type, change }) => ({ type, actions: change.actions.join('+') }))
    .filter(({ actions }) => !['no-op', 'read'].includes(actions))
    .map(({ type, actions }) => `${type} ${actions}`)
    .sort();
}
