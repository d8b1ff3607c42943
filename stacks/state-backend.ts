import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  App,
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TaggedCloudWorkspaces,
  type TerraformStack,
} from 'cdktf';
import { requireTerraform } from './required-terraform';
import { assertOwnWorkspace } from './shared-workspace-error';

/** Where Terraform keeps the state of a stack. */
export type StateBackend = LocalState | S3State | CloudState;

/** A file for each stack, called `terraform.<stack>.tfstate`. */
export interface LocalState {
  readonly kind: 'local';
  /**
   * The folder of the file. A relative one counts from where the app is synthesized.
   *
   * @default the folder that holds cdktf.out
   */
  readonly folder?: string;
}

/** An encrypted object for each stack, called `<prefix>/<stack>.tfstate`, with a lock file. */
export interface S3State {
  readonly kind: 's3';
  readonly bucket: string;
  /** The bucket's region. */
  readonly region: string;
  /** @default aurora-migrate */
  readonly keyPrefix?: string;
  /**
   * The KMS key that encrypts the state.
   *
   * @default S3's own keys (AES256)
   */
  readonly kmsKeyArn?: string;
}

/** A workspace of HCP Terraform or Terraform Enterprise. Terraform finds the token by itself. */
export interface CloudState {
  readonly kind: 'cloud';
  readonly organization: string;
  /** One by its name, or any that has all the tags. `{stack}` stands for the stack's id. */
  readonly workspaces: { readonly name: string } | { readonly tags: readonly string[] };
  /** @default app.terraform.io */
  readonly hostname?: string;
  /**
   * Where a workspace is created, and where those with the tags are looked for.
   *
   * @default the default project when creating, all projects when looking
   */
  readonly project?: string;
}

/**
 * Keeps the state of a stack there, in place of where it is kept so far.
 *
 * @throws SharedWorkspaceError when another stack of the app could be in the same workspace
 */
export function useBackend(stack: TerraformStack, state: StateBackend): void {
  // An element has the id "backend" in every stack that has one: cdktf gives it.
  stack.node.tryRemoveChild('backend');
  if (state.kind === 'local') useLocal(stack, state);
  else if (state.kind === 's3') useS3(stack, state);
  else useCloud(stack, state);
}

function useLocal(stack: TerraformStack, { folder }: LocalState): void {
  const file = `terraform.${stack.node.id}.tfstate`;
  // Always a path from the stack's folder: cdktf's own default is absolute, and ties what is
  // synthesized to one machine. The default is beside cdktf.out, which anybody may delete.
  const path = folder === undefined ? `../../../${file}` : pathOf(stack, folder, file);
  new LocalBackend(stack, { path });
}

function pathOf(stack: TerraformStack, folder: string, file: string): string {
  if (isAbsolute(folder)) return join(folder, file);
  const stackFolder = resolve(App.of(stack).outdir, 'stacks', stack.node.id);
  return relative(stackFolder, resolve(folder, file)).replaceAll(sep, '/');
}

function useS3(stack: TerraformStack, state: S3State): void {
  const backend = new S3Backend(stack, {
    bucket: state.bucket,
    key: `${state.keyPrefix ?? 'aurora-migrate'}/${stack.node.id}.tfstate`,
    region: state.region,
    encrypt: true,
    ...(state.kmsKeyArn !== undefined && { kmsKeyId: state.kmsKeyArn }),
  });
  // The bindings of cdktf 0.21 know DynamoDB's locks only, which Terraform gives up.
  backend.addOverride('use_lockfile', true);
  requireTerraform(stack, '1.10.0');
}

function useCloud(stack: TerraformStack, state: CloudState): void {
  const { organization, workspaces, hostname, project } = state;
  const fill = (text: string) => text.replaceAll('{stack}', stack.node.id);
  const backend = new CloudBackend(stack, {
    organization,
    workspaces:
      'name' in workspaces
        ? new NamedCloudWorkspace(fill(workspaces.name), project)
        : new TaggedCloudWorkspaces(workspaces.tags.map(fill), project),
    ...(hostname !== undefined && { hostname }),
  });
  assertOwnWorkspace(backend);
  if (project !== undefined) requireTerraform(stack, '1.6.0');
}
