import { parseSettings } from '../../../stacks/settings/settings';

type Variables = Readonly<Record<string, string>>;

describe('where the state is kept', () => {
  it('is beside cdktf.out, when nothing is set', () => {
    expect(parseSettings({}).state).toEqual({ kind: 'local' });
  });

  it('is in a folder', () => {
    expect(parseSettings({ STATE_BACKEND: 'local', STATE_PATH: '../states' }).state).toEqual({
      kind: 'local',
      folder: '../states',
    });
  });

  it('is in a bucket, which is in the region of the stack', () => {
    const state = { STATE_BACKEND: 's3', STATE_S3_BUCKET: 'acme-states' };

    expect(parseSettings({ ...state, AWS_REGION: 'eu-central-1' }).state).toEqual({
      kind: 's3',
      bucket: 'acme-states',
      region: 'eu-central-1',
    });
    expect(parseSettings({ ...state, AWS_DEFAULT_REGION: 'eu-west-1' }).state).toEqual({
      kind: 's3',
      bucket: 'acme-states',
      region: 'eu-west-1',
    });
  });

  it('is in a bucket of another region, with a prefix and a key', () => {
    const { state } = parseSettings({
      AWS_REGION: 'eu-central-1',
      STATE_BACKEND: 's3',
      STATE_S3_BUCKET: 'acme.states-1',
      STATE_S3_KEY_PREFIX: 'shop/pro_d.1',
      STATE_S3_REGION: 'eu-west-1',
      STATE_S3_KMS_KEY_ARN: 'arn:aws:kms:eu-west-1:123456789012:alias/states',
    });

    expect(state).toEqual({
      kind: 's3',
      bucket: 'acme.states-1',
      region: 'eu-west-1',
      keyPrefix: 'shop/pro_d.1',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/states',
    });
  });

  it.each([
    'arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-4cde-8f01-23456789abcd',
    'arn:aws:kms:eu-west-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef',
    'arn:aws-eusc:kms:eu-west-1:123456789012:alias/team/states',
  ])('takes the key %s', (key) => {
    expect(() => parseSettings({ ...bucket, STATE_S3_KMS_KEY_ARN: key })).not.toThrow();
  });

  it('is in a workspace of HCP Terraform, by its name', () => {
    expect(parseSettings({ ...cloud, STATE_CLOUD_WORKSPACE: 'shop-{stack}' }).state).toEqual({
      kind: 'cloud',
      organization: 'acme',
      workspaces: { name: 'shop-{stack}' },
    });
  });

  it("is in the workspace that Terraform's own variable names", () => {
    const named = {
      kind: 'cloud',
      organization: 'acme',
      workspaces: { name: 'shop-prod' },
    };

    expect(parseSettings({ ...cloud, TF_WORKSPACE: 'shop-prod' }).state).toEqual(named);
    expect(
      parseSettings({ ...cloud, STATE_CLOUD_WORKSPACE: 'shop-prod', TF_WORKSPACE: 'shop-prod' })
        .state,
    ).toEqual(named);
  });

  it('is in one of the workspaces with all tags, whichever Terraform is told to take', () => {
    const { state } = parseSettings({
      ...cloud,
      STATE_CLOUD_TAGS: 'shop, env:prod,{stack}',
      TF_WORKSPACE: 'chosen_when_Terraform_runs',
    });

    expect(state).toEqual({
      kind: 'cloud',
      organization: 'acme',
      workspaces: { tags: ['shop', 'env:prod', '{stack}'] },
    });
  });

  it('is in Terraform Enterprise, in a project', () => {
    const { state } = parseSettings({
      ...cloud,
      STATE_CLOUD_WORKSPACE: 'shop',
      TF_CLOUD_HOSTNAME: 'terraform.example.com:8443',
      TF_CLOUD_PROJECT: 'Web shop',
    });

    expect(state).toEqual({
      kind: 'cloud',
      organization: 'acme',
      workspaces: { name: 'shop' },
      hostname: 'terraform.example.com:8443',
      project: 'Web shop',
    });
  });

  it("leaves Terraform's own variables to Terraform, when it is not there", () => {
    const { state } = parseSettings({
      TF_WORKSPACE: 'any thing',
      TF_CLOUD_ORGANIZATION: '?',
      TF_CLOUD_HOSTNAME: 'https://terraform.example.com',
      TF_CLOUD_PROJECT: '-',
    });

    expect(state).toEqual({ kind: 'local' });
  });
});

describe('of where the state is kept', () => {
  it('refuses a place that it does not know, and says nothing about what depends on it', () => {
    expect(problemsWith({ STATE_BACKEND: 'gcs', STATE_S3_BUCKET: 'B' })).toEqual([
      'STATE_BACKEND is "gcs": it is local, s3 or cloud; set one of them, or leave it out for local',
    ]);
  });

  it('refuses what is for another place', () => {
    expect(
      problemsWith({
        STATE_S3_BUCKET: 'acme-states',
        STATE_S3_KEY_PREFIX: 'shop',
        STATE_S3_REGION: 'eu-west-1',
        STATE_S3_KMS_KEY_ARN: 'any',
        STATE_CLOUD_WORKSPACE: 'shop',
        STATE_CLOUD_TAGS: 'shop',
      }),
    ).toEqual([
      'STATE_S3_BUCKET is "acme-states": it is for STATE_BACKEND=s3, and STATE_BACKEND is local; set STATE_BACKEND=s3, or leave it out',
      'STATE_S3_KEY_PREFIX is "shop": it is for STATE_BACKEND=s3, and STATE_BACKEND is local; set STATE_BACKEND=s3, or leave it out',
      'STATE_S3_REGION is "eu-west-1": it is for STATE_BACKEND=s3, and STATE_BACKEND is local; set STATE_BACKEND=s3, or leave it out',
      'STATE_S3_KMS_KEY_ARN is "any": it is for STATE_BACKEND=s3, and STATE_BACKEND is local; set STATE_BACKEND=s3, or leave it out',
      'STATE_CLOUD_WORKSPACE is "shop": it is for STATE_BACKEND=cloud, and STATE_BACKEND is local; set STATE_BACKEND=cloud, or leave it out',
      'STATE_CLOUD_TAGS is "shop": it is for STATE_BACKEND=cloud, and STATE_BACKEND is local; set STATE_BACKEND=cloud, or leave it out',
    ]);
    expect(problemsWith({ ...bucket, STATE_PATH: 'states' })).toEqual([
      'STATE_PATH is "states": it is for STATE_BACKEND=local, and STATE_BACKEND is s3; set STATE_BACKEND=local, or leave it out',
    ]);
  });

  it('refuses a home folder, which only a shell knows', () => {
    expect(problemsWith({ STATE_PATH: '~/states' })).toEqual([
      'STATE_PATH is "~/states": a path is not expanded here; write it without ~, or leave it out for the folder that holds cdktf.out',
    ]);
  });

  it('refuses S3 without a bucket and a region', () => {
    expect(problemsWith({ STATE_BACKEND: 's3' })).toEqual([
      'STATE_S3_BUCKET is not set: STATE_BACKEND=s3 needs a bucket; set it to the name of one that exists',
      "STATE_S3_REGION is not set: STATE_BACKEND=s3 needs the bucket's region; set it, or AWS_REGION",
    ]);
  });

  it.each([
    'ab',
    'Acme',
    'acme_states',
    '-acme',
    'acme-',
    'acme..states',
    's3://acme',
    'a'.repeat(64),
  ])('refuses the bucket %s', (name) => {
    expect(problemsWith({ ...bucket, STATE_S3_BUCKET: name })).toEqual([
      `STATE_S3_BUCKET is "${name}": the name of a bucket has 3 to 63 lower-case letters, digits, hyphens and single dots, and begins and ends with a letter or digit; correct it`,
    ]);
  });

  it('refuses an address for a bucket', () => {
    expect(problemsWith({ ...bucket, STATE_S3_BUCKET: '192.168.5.4' })).toEqual([
      'STATE_S3_BUCKET is "192.168.5.4": a bucket has a name, not an address; correct it',
    ]);
  });

  it.each([
    ['xn--acme', 'xn--'],
    ['sthree-acme', 'sthree-'],
    ['amzn-s3-demo-acme', 'amzn-s3-demo-'],
    ['acme-s3alias', '-s3alias'],
    ['acme--ol-s3', '--ol-s3'],
    ['acme.mrap', '.mrap'],
    ['acme--euc1-az1--x-s3', '--x-s3'],
    ['acme--table-s3', '--table-s3'],
  ])('refuses the bucket %s', (name, part) => {
    expect(problemsWith({ ...bucket, STATE_S3_BUCKET: name })).toEqual([
      `STATE_S3_BUCKET is "${name}": S3 keeps names with ${part} for other things than buckets of this kind; choose another`,
    ]);
  });

  it.each(['/shop', 'shop/', 'a//b', 'a/../b', '.', 'shop prod', 'shop*', 'a'.repeat(513)])(
    'refuses the prefix %s',
    (prefix) => {
      expect(problemsWith({ ...bucket, STATE_S3_KEY_PREFIX: prefix })).toEqual([
        `STATE_S3_KEY_PREFIX is "${prefix}": a prefix has at most 512 letters, digits, hyphens, underscores and dots, in parts between single slashes, without one at its beginning or end; correct it, or leave it out for aurora-migrate`,
      ]);
    },
  );

  it('refuses what is no region, and what is no key', () => {
    expect(
      problemsWith({
        ...bucket,
        STATE_S3_REGION: 'Ireland',
        STATE_S3_KMS_KEY_ARN: 'alias/states',
      }),
    ).toEqual([
      'STATE_S3_REGION is "Ireland": a region looks like eu-central-1; correct it, or leave it out for eu-west-1',
      'STATE_S3_KMS_KEY_ARN is "alias/states": the ARN of a KMS key looks like arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-4cde-8f01-23456789abcd; correct it, or leave it out for S3\'s own keys',
    ]);
  });

  it('refuses a key of another region than that of the bucket', () => {
    expect(
      problemsWith({
        ...bucket,
        STATE_S3_KMS_KEY_ARN: 'arn:aws:kms:eu-central-1:123456789012:alias/states',
      }),
    ).toEqual([
      'STATE_S3_KMS_KEY_ARN is "arn:aws:kms:eu-central-1:123456789012:alias/states": the key is in eu-central-1, the bucket in eu-west-1, and S3 needs both in one region; take a key of eu-west-1, or leave it out for S3\'s own keys',
    ]);
  });

  it('does not compare a key with a region that is wrong itself', () => {
    expect(
      problemsWith({
        ...bucket,
        AWS_REGION: 'Ireland',
        STATE_S3_KMS_KEY_ARN: 'arn:aws:kms:eu-central-1:123456789012:alias/states',
      }),
    ).toEqual([
      'AWS_REGION is "Ireland": a region looks like eu-central-1; correct it, or leave it out for that of your AWS configuration',
    ]);
  });

  it('refuses HCP Terraform without an organization and a workspace', () => {
    expect(problemsWith({ STATE_BACKEND: 'cloud' })).toEqual([
      'TF_CLOUD_ORGANIZATION is not set: STATE_BACKEND=cloud needs an organization; set it to the name of one that exists',
      'STATE_CLOUD_WORKSPACE is not set: STATE_BACKEND=cloud needs a workspace; set it to the name of one, or STATE_CLOUD_TAGS',
    ]);
  });

  it('refuses names that HCP Terraform refuses', () => {
    expect(
      problemsWith({
        STATE_BACKEND: 'cloud',
        TF_CLOUD_ORGANIZATION: 'acme corp',
        TF_WORKSPACE: 'shop.prod',
        TF_CLOUD_HOSTNAME: 'https://terraform.example.com/',
        TF_CLOUD_PROJECT: ' x ',
      }),
    ).toEqual([
      'TF_CLOUD_ORGANIZATION is "acme corp": the name of an organization has letters, digits, hyphens and underscores; correct it',
      'TF_WORKSPACE is "shop.prod": the name of a workspace has at most 90 letters, digits, hyphens and underscores; correct it',
      'TF_CLOUD_HOSTNAME is "https://terraform.example.com/": a host name looks like terraform.example.com, without https:// and without a path; correct it, or leave it out for app.terraform.io',
      'TF_CLOUD_PROJECT is "x": the name of a project has 3 to 40 letters, digits, hyphens, underscores and inner spaces; correct it, or leave it out for the default project',
    ]);
    expect(problemsWith({ ...cloud, STATE_CLOUD_WORKSPACE: 'shop-{env}' })).toEqual([
      'STATE_CLOUD_WORKSPACE is "shop-{env}": the name of a workspace has at most 90 letters, digits, hyphens and underscores; correct it',
    ]);
    expect(problemsWith({ ...cloud, TF_WORKSPACE: 'shop-{stack}' })).toEqual([
      'TF_WORKSPACE is "shop-{stack}": the name of a workspace has at most 90 letters, digits, hyphens and underscores; correct it',
    ]);
  });

  it.each(['shop,', 'env=prod', 'a b', 'a'.repeat(256)])('refuses the tags %s', (tags) => {
    expect(problemsWith({ ...cloud, STATE_CLOUD_TAGS: tags })).toEqual([
      `STATE_CLOUD_TAGS is "${tags}": tags have at most 255 letters, digits, colons, hyphens and underscores each, with commas between them; correct them`,
    ]);
  });

  it('refuses a workspace that is named twice', () => {
    const named = { ...cloud, STATE_CLOUD_WORKSPACE: 'shop' };

    expect(problemsWith({ ...named, STATE_CLOUD_TAGS: 'shop', TF_WORKSPACE: 'staging' })).toEqual([
      'STATE_CLOUD_TAGS is "shop": STATE_CLOUD_WORKSPACE names the workspace; leave one of the two out',
      'TF_WORKSPACE is "staging": STATE_CLOUD_WORKSPACE names another workspace, "shop"; leave one of the two out',
    ]);
  });
});

const bucket: Variables = {
  STATE_BACKEND: 's3',
  STATE_S3_BUCKET: 'acme-states',
  AWS_REGION: 'eu-west-1',
};

const cloud: Variables = { STATE_BACKEND: 'cloud', TF_CLOUD_ORGANIZATION: 'acme' };

function problemsWith(variables: Variables): readonly string[] {
  try {
    parseSettings(variables);
  } catch (error) {
    return (error as { readonly problems: readonly string[] }).problems;
  }
  return [];
}
