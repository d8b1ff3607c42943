/** A change that Terraform would make, from its JSON plan. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

interface JsonPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: Omit<PlannedChange, 'address'>;
  }[];
}

/**
 * Reads what a plan would change. Leaves out the pause of the cluster alone, which the emulator
 * forgets, and data sources.
 */
export function readPlan(json: string): readonly PlannedChange[] {
  const { resource_changes: changes = [] } = JSON.parse(json) as JsonPlan;
  return changes
    .filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()))
    .map(({ address, change: { actions, before, after } }) => ({ address, actions, before, after }))
    .filter((change) => !isForgottenPause(change));
}

function isForgottenPause({ address, actions, before, after }: PlannedChange): boolean {
  return (
    address.startsWith('aws_rds_cluster.') &&
    actions.join() === 'update' &&
    JSON.stringify(withoutPause(before)) === JSON.stringify(withoutPause(after))
  );
}

function withoutPause(cluster: unknown): unknown {
  return JSON.parse(
    JSON.stringify(cluster, (key, value: unknown) =>
      key === 'seconds_until_auto_pause' ? undefined : value,
    ),
  );
}
