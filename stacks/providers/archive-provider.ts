import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** Adds the archive provider to the stack, unless it has one. */
export function ensureArchiveProvider(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  const exists = stack
    .allProviders()
    .some(({ terraformResourceType }) => terraformResourceType === ArchiveProvider.tfResourceType);
  if (!exists) new ArchiveProvider(stack, 'ArchiveProvider');
}
