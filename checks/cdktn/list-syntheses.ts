/** One run of an app, with settings. */
export interface Synthesis {
  /** What makes it another one than its neighbours; names a folder too. */
  readonly name: string;
  /** File with the app, relative to the folder of sources. */
  readonly app: string;
  readonly settings: Readonly<Record<string, string>>;
}

type Variants = Readonly<Record<string, Readonly<Record<string, string>>>>;

// Each of these reaches other classes of the library.
const variants: Variants = {
  'aurora-postgresql': { DB_ENGINE: 'aurora-postgresql' },
  'aurora-mysql': { DB_ENGINE: 'aurora-mysql', MIGRATION_MINUTES: '60' },
  s3: { STATE_BACKEND: 's3', STATE_S3_BUCKET: 'states' },
  cloud: {
    STATE_BACKEND: 'cloud',
    TF_CLOUD_ORGANIZATION: 'acme',
    STATE_CLOUD_WORKSPACE: 'shop-{stack}',
  },
};

// Both libraries refuse tags where one stack refers to another.
const variantsOfOneStack: Variants = {
  ...variants,
  'cloud-tags': {
    STATE_BACKEND: 'cloud',
    TF_CLOUD_ORGANIZATION: 'acme',
    STATE_CLOUD_TAGS: 'shop',
  },
};

/** Lists what is synthesized: each app in each variant. */
export function listSyntheses(apps: readonly string[]): readonly Synthesis[] {
  const place = { AWS_REGION: 'eu-central-1', AWS_ACCOUNT_ID: '123456789012' };
  return apps.flatMap((app) =>
    Object.entries(app === 'main.ts' ? variantsOfOneStack : variants).map(([name, settings]) => ({
      name: `${app.replace(/\.ts$/, '').replaceAll('/', '-')}-${name}`,
      app,
      settings: { ...place, ...settings },
    })),
  );
}
