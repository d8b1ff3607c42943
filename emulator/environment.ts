/** Where the function finds its layer: MiniStack unpacks it beside the code, and not in `/opt`. */
export const emulatedSchemaPath = '../layer_0/schema';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a process that takes the emulator for AWS. Nothing that leads to a real
 * account or to another state is left in it.
 */
export function emulatedEnvironment(environment: Environment, endpoint: string): Environment {
  const kept = Object.entries(environment).filter(([name]) => !/^(?:AWS|TF|STATE)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    // A profile of this name, or a role of this machine, would be asked for otherwise.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
