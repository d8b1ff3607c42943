import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { TerraformStack } from 'cdktf';
import { requireTerraform } from './required-terraform';

/** A secret in Secrets Manager: JSON with `username` and `password`. */
export interface ExistingSecret {
  readonly secretArn: string;
  /**
   * Raise it when the secret has another password: Terraform stores nothing that would show it.
   *
   * @default 1
   */
  readonly passwordVersion?: number;
  /**
   * KMS key of your own that the secret is encrypted with.
   *
   * @default the key that AWS keeps for Secrets Manager
   */
  readonly kmsKeyArn?: string;
}

/**
 * Gives the secret's password to the cluster. It is in no plan and in no state.
 *
 * All of it by overrides: neither CDKTF nor its bindings know what is ephemeral or write-only.
 */
export function usePassword(cluster: RdsCluster, secret: ExistingSecret, userName: string): void {
  const stack = TerraformStack.of(cluster);
  const type = 'aws_secretsmanager_secret_version';
  const name = stack.getLogicalId(cluster.node);
  stack.addOverride(`ephemeral.${type}.${name}.secret_id`, secret.secretArn);
  // The first with write-only arguments.
  requireTerraform(stack, '1.11.0');

  const content = `jsondecode(ephemeral.${type}.${name}.secret_string)`;
  const secretUser = `${content}["username"]`;
  cluster.addOverride('master_password_wo', `\${${content}["password"]}`);
  cluster.addOverride('master_password_wo_version', secret.passwordVersion ?? 1);
  // Not on the secret, where they belong: with conditions of an ephemeral resource in the plan,
  // `terraform show -json` crashes (seen with Terraform 1.11.4).
  cluster.addOverride('lifecycle.precondition', [
    {
      condition: `\${can(${secretUser}) && try(length(${content}["password"]) >= 8, false)}`,
      error_message:
        `existingSecret.secretArn is "${secret.secretArn}": the secret is JSON with "username" ` +
        'and "password", of at least 8 characters; correct the secret',
    },
    {
      condition: `\${try(${secretUser} == ${JSON.stringify(userName)}, true)}`,
      error_message:
        `userName is "${userName}": it is the "username" in the secret of existingSecret; ` +
        'correct the one or the other',
    },
  ]);
}
