import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { TerraformStack } from 'cdktf';
import { singleCallProvider } from './providers/single-call-provider';

/**
 * Says which setting to look at when the credentials are those of another account. The provider's
 * own `allowed_account_ids` stops everything, but names neither the setting nor the account that
 * it wants; hence by the provider that does not look itself.
 */
export function explainAccount(stack: TerraformStack, accountId: string): void {
  new DataAwsCallerIdentity(stack, 'Account', {
    provider: singleCallProvider(stack),
    lifecycle: {
      postcondition: [
        {
          condition: `\${self.account_id == "${accountId}"}`,
          errorMessage:
            `AWS_ACCOUNT_ID is "${accountId}": the credentials are those of the account ` +
            '${self.account_id}; use others, or correct the setting',
        },
      ],
    },
  });
}
