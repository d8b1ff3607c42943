import type { TerraformStack } from 'cdktf';

/** A version of Terraform: major, minor, patch. */
export type TerraformVersion = `${number}.${number}.${number}`;

/**
 * Requires this version of Terraform, or a later one. Of several calls for a stack, the latest
 * version counts.
 */
export function requireTerraform(stack: TerraformStack, version: TerraformVersion): void {
  // A stack does not tell its overrides, so what was required is also kept as metadata of the
  // construct, which is not synthesized.
  stack.node.addMetadata(metadataType, version);
  const required = stack.node.metadata
    .filter(({ type }) => type === metadataType)
    .map(({ data }) => data as TerraformVersion);
  stack.addOverride('terraform.required_version', `>= ${latestOf(required)}`);
}

const metadataType = 'aurora-migrate:required-terraform';

function latestOf(versions: readonly TerraformVersion[]): string {
  return [...versions].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}
