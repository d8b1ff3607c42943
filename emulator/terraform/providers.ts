import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startArchiveProvider } from './archive-provider/archive-provider';

export interface TerraformProviders {
  /** Variables with which Terraform finds its providers. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

/** Where the providers can be had from. */
export interface ProviderSources {
  /** A folder that mirrors the registry. */
  readonly mirror?: string;
  /** What it holds. */
  readonly mirrored: readonly string[];
  readonly hasRegistry: boolean;
}

/** Looks for Terraform's providers: in a mirror on this machine, else in the registry. */
export async function findProviderSources(): Promise<ProviderSources> {
  const mirror = findMirror();
  const mirrored = mirror === undefined ? [] : readdirSync(join(mirror, host, 'hashicorp'));
  const needsRegistry = ['aws', 'archive'].some((name) => !mirrored.includes(name));
  const hasRegistry = needsRegistry && (await isRegistryReachable());
  return { ...(mirror !== undefined && { mirror }), mirrored, hasRegistry };
}

/** Says in a line which provider is missing; undefined when none is. */
export function findProvidersProblem({
  mirrored,
  hasRegistry,
}: ProviderSources): string | undefined {
  if (mirrored.includes('aws') || hasRegistry) return undefined;
  return (
    `Terraform's AWS provider is missing: allow https://${host}, or put a provider mirror with ` +
    `${host}/hashicorp/aws into a folder below ${roots().join(' or ')}.`
  );
}

/**
 * Has Terraform find its providers. Where neither mirror nor registry has the archive provider, a
 * stand-in serves it.
 *
 * @param folders where Terraform will run
 */
export async function provideProviders(
  folders: readonly string[],
  sources?: ProviderSources,
): Promise<TerraformProviders> {
  const found = sources ?? (await findProviderSources());
  const problem = findProvidersProblem(found);
  if (problem !== undefined) throw new Error(problem);

  const { mirror, mirrored, hasRegistry } = found;
  const standIn =
    mirrored.includes('archive') || hasRegistry ? undefined : await startArchiveProvider(folders);
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const configurationFile = join(folder, 'terraform.rc');
  writeFileSync(configurationFile, cliConfiguration(mirror, mirrored, hasRegistry));
  return {
    environment: {
      ...standIn?.environment,
      TF_CLI_CONFIG_FILE: configurationFile,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    },
    stop: () => {
      standIn?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const host = 'registry.terraform.io';

function roots(): readonly string[] {
  return ['/usr/share', '/usr/local/share', '/opt', join(homedir(), '.terraform.d'), homedir()];
}

function findMirror(): string | undefined {
  const candidates = roots().flatMap((root) => [root, ...listFolders(root)]);
  return candidates.find((folder) => existsSync(join(folder, host, 'hashicorp')));
}

function listFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => join(folder, entry.name))
    .sort();
}

async function isRegistryReachable(): Promise<boolean> {
  try {
    const response = await fetch(`https://${host}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

function cliConfiguration(
  mirror: string | undefined,
  mirrored: readonly string[],
  hasRegistry: boolean,
): string {
  const names = JSON.stringify(mirrored.map((name) => `${host}/hashicorp/${name}`));
  const fromMirror =
    mirror === undefined
      ? ''
      : `filesystem_mirror {\n path = ${JSON.stringify(mirror)}\n include = ${names}\n }\n`;
  const fromRegistry = hasRegistry ? `direct {\n exclude = ${names}\n }\n` : '';
  return `provider_installation {\n ${fromMirror} ${fromRegistry}}\n`;
}
