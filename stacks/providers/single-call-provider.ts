import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** The stack's AWS provider once more, for calls that must not be sent twice. */
export function singleCallProvider(scope: Construct): AwsProvider {
  const stack = TerraformStack.of(scope);
  const existing = stack
    .allProviders()
    .find((provider): provider is AwsProvider => provider.node.id === providerId);
  return existing ?? new SingleCallProvider(stack, providerId);
}

const providerId = 'SingleCallProvider';
const accountChecks = ['allowed_account_ids', 'forbidden_account_ids'];

/**
 * With its default settings the provider sends an invocation again, up to 25 times, when the
 * connection drops (hashicorp/terraform-provider-aws#45773), while the function may still run.
 */
class SingleCallProvider extends AwsProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, { alias: 'single_call' });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const inherited = Object.entries(this.readDefaultProvider()).filter(
      ([name]) => !accountChecks.includes(name),
    );
    return {
      ...Object.fromEntries(inherited),
      max_retries: 1,
      // The default provider asks which account this is, and may ask again. Here, one lost answer
      // would fail the deployment.
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
    };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    throw new Error(
      'SchemaMigration synthesizes to JSON only; leave out --hcl and SYNTH_HCL_OUTPUT',
    );
  }

  // At synth, so that it does not matter which of the two was made first. A stack without an
  // AWS provider of its own leaves all to the environment, and so does this one.
  private readDefaultProvider(): Readonly<Record<string, unknown>> {
    const provider = TerraformStack.of(this)
      .allProviders()
      .find(
        ({ terraformResourceType, alias }) =>
          terraformResourceType === AwsProvider.tfResourceType && alias === undefined,
      );
    if (provider === undefined) return {};
    const block = provider.toTerraform() as {
      readonly provider: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>]>>;
    };
    return block.provider[AwsProvider.tfResourceType]?.[0] ?? {};
  }
}
