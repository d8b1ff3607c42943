import { LocalBackend, type TerraformStack } from 'cdktf';

/**
 * Keeps the state beside `cdktf.out`, which anybody may delete. The path is relative to the
 * stack's folder: cdktf's default is absolute, and ties what is synthesized to one machine.
 */
export function useLocalBackend(stack: TerraformStack): void {
  new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
}
