import type { CloudState, LocalState, S3State, StateBackend } from '../state-backend';
import { findBucketProblem, findKmsKeyProblem, findRegionProblem } from './aws-rules';
import type { Reader } from './reader';
import {
  findFolderProblem,
  findHostnameProblem,
  findKeyPrefixProblem,
  findOrganizationProblem,
  findProjectProblem,
  findTagsProblem,
  findWorkspacePatternProblem,
  findWorkspaceProblem,
  tagsOf,
} from './state-rules';

/**
 * Reads where the state is kept; undefined when that cannot be told. What is wrong stays with
 * the reader.
 *
 * @param region where the bucket is, unless it says otherwise
 */
export function readState(reader: Reader, region: string | undefined): StateBackend | undefined {
  const kind = reader.readChoice('STATE_BACKEND', ['local', 's3', 'cloud']);
  if (kind === undefined) return undefined;
  const state = readers[kind](reader, region);
  refuseOthers(reader, kind);
  return state;
}

type Kind = StateBackend['kind'];

const readers: Readonly<
  Record<Kind, (reader: Reader, region: string | undefined) => StateBackend>
> = { local: readLocal, s3: readS3, cloud: readCloud };

// Without Terraform's own TF_*, which may be set for something else.
const variables: Readonly<Record<Kind, readonly string[]>> = {
  local: ['STATE_PATH'],
  s3: ['STATE_S3_BUCKET', 'STATE_S3_KEY_PREFIX', 'STATE_S3_REGION', 'STATE_S3_KMS_KEY_ARN'],
  cloud: ['STATE_CLOUD_WORKSPACE', 'STATE_CLOUD_TAGS'],
};

function refuseOthers(reader: Reader, kind: Kind): void {
  for (const [owner, names] of Object.entries(variables)) {
    if (owner === kind) continue;
    const problem =
      `it is for STATE_BACKEND=${owner}, and STATE_BACKEND is ${kind}; ` +
      `set STATE_BACKEND=${owner}, or leave it out`;
    for (const name of names) reader.read(name, () => problem);
  }
}

function readLocal(reader: Reader): LocalState {
  const folder = reader.read('STATE_PATH', findFolderProblem, 'the folder that holds cdktf.out');
  return { kind: 'local', ...(folder !== undefined && { folder }) };
}

function readS3(reader: Reader, defaultRegion: string | undefined): S3State {
  const bucket = reader.readRequired(
    'STATE_S3_BUCKET',
    findBucketProblem,
    'STATE_BACKEND=s3 needs a bucket; set it to the name of one that exists',
  );
  const keyPrefix = reader.read('STATE_S3_KEY_PREFIX', findKeyPrefixProblem, 'aurora-migrate');
  const region =
    defaultRegion === undefined
      ? reader.readRequired(
          'STATE_S3_REGION',
          findRegionProblem,
          "STATE_BACKEND=s3 needs the bucket's region; set it, or AWS_REGION",
        )
      : (reader.read('STATE_S3_REGION', findRegionProblem, defaultRegion) ?? defaultRegion);
  const kmsKeyArn = reader.read(
    'STATE_S3_KMS_KEY_ARN',
    (value) => findKmsKeyProblem(value, region),
    "S3's own keys",
  );
  return {
    kind: 's3',
    bucket,
    region,
    ...(keyPrefix !== undefined && { keyPrefix }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  };
}

function readCloud(reader: Reader): CloudState {
  const organization = reader.readRequired(
    'TF_CLOUD_ORGANIZATION',
    findOrganizationProblem,
    'STATE_BACKEND=cloud needs an organization; set it to the name of one that exists',
  );
  const workspaces = readWorkspaces(reader);
  const hostname = reader.read('TF_CLOUD_HOSTNAME', findHostnameProblem, 'app.terraform.io');
  const project = reader.read('TF_CLOUD_PROJECT', findProjectProblem, 'the default project');
  return {
    kind: 'cloud',
    organization,
    workspaces,
    ...(hostname !== undefined && { hostname }),
    ...(project !== undefined && { project }),
  };
}

function readWorkspaces(reader: Reader): CloudState['workspaces'] {
  const name = reader.read('STATE_CLOUD_WORKSPACE', findWorkspacePatternProblem);
  const tags = reader.read('STATE_CLOUD_TAGS', (value) =>
    name === undefined
      ? findTagsProblem(value)
      : 'STATE_CLOUD_WORKSPACE names the workspace; leave one of the two out',
  );
  if (name !== undefined) {
    // Terraform stops at a TF_WORKSPACE that is not the name in the configuration.
    reader.read('TF_WORKSPACE', (value) =>
      value === name
        ? undefined
        : `STATE_CLOUD_WORKSPACE names another workspace, "${name}"; leave one of the two out`,
    );
    return { name };
  }
  // With tags, TF_WORKSPACE chooses one of those that have them, when Terraform runs.
  if (tags !== undefined) return { tags: tagsOf(tags) };
  return {
    name:
      reader.read('TF_WORKSPACE', findWorkspaceProblem) ??
      reader.readRequired(
        'STATE_CLOUD_WORKSPACE',
        findWorkspacePatternProblem,
        'STATE_BACKEND=cloud needs a workspace; set it to the name of one, or STATE_CLOUD_TAGS',
      ),
  };
}
