import { TerraformBackend, TerraformStack } from 'cdktf';
import { MigrationError } from '../migration/errors';

/** Two stacks of an app that could keep their states in one workspace. */
export class SharedWorkspaceError extends MigrationError {
  override readonly name = 'SharedWorkspaceError';

  constructor(
    readonly stacks: readonly [string, string],
    readonly workspace: string,
  ) {
    super(
      `the stacks ${stacks.join(' and ')} would share one state, in ${workspace}, and each would ` +
        'destroy what the other made; put {stack} into STATE_CLOUD_WORKSPACE or ' +
        'STATE_CLOUD_TAGS, or give one of them a workspace of its own with useBackend',
    );
  }
}

/** @throws SharedWorkspaceError when another stack of the app could be in the same workspace */
export function assertOwnWorkspace(backend: TerraformBackend): void {
  const own = cloudOf(backend);
  if (own === undefined) return;
  for (const other of backend.node.root.node.findAll()) {
    if (other === backend || !TerraformBackend.isBackend(other)) continue;
    const block = cloudOf(other);
    if (block !== undefined && overlap(own, block)) {
      throw new SharedWorkspaceError([stackOf(other), stackOf(backend)], describe(own));
    }
  }
}

/** What is synthesized. */
interface CloudBlock {
  readonly hostname?: string;
  readonly organization: string;
  readonly workspaces: {
    readonly name?: string;
    readonly tags?: readonly string[];
    readonly project?: string;
  };
}

function cloudOf(backend: TerraformBackend): CloudBlock | undefined {
  const { terraform } = backend.toTerraform() as {
    readonly terraform: { readonly cloud?: CloudBlock };
  };
  return terraform.cloud;
}

function overlap(one: CloudBlock, other: CloudBlock): boolean {
  if (placeOf(one) !== placeOf(other)) return false;
  const [{ name, tags, project }, { name: otherName, tags: otherTags, project: otherProject }] = [
    one.workspaces,
    other.workspaces,
  ];
  // Names are unique in an organization, whatever the project.
  if (name !== undefined || otherName !== undefined) return name === otherName;
  if (project !== undefined && otherProject !== undefined && project !== otherProject) return false;
  return includesAll(tags, otherTags) || includesAll(otherTags, tags);
}

function placeOf({ hostname = 'app.terraform.io', organization }: CloudBlock): string {
  return `${hostname}/${organization}`.toLowerCase();
}

function includesAll(tags: readonly string[] = [], others: readonly string[] = []): boolean {
  return others.every((tag) => tags.includes(tag));
}

function describe({ organization, workspaces: { name, tags = [] } }: CloudBlock): string {
  return name === undefined
    ? `a workspace of ${organization} with the tags ${tags.join(', ')}`
    : `the workspace ${name} of ${organization}`;
}

function stackOf(backend: TerraformBackend): string {
  return TerraformStack.of(backend).node.id;
}
