import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Lets everybody call a function through its URL, and in no other way.
 *
 * The provider grants the same when it creates a public URL, but neither when an existing one is
 * made public, nor does it take back what it granted (hashicorp/terraform-provider-aws#38260).
 */
export function allowEveryone(scope: Construct, { functionName }: LambdaFunction): void {
  new LambdaPermission(scope, 'PublicUrl', {
    statementId: 'public-url',
    functionName,
    principal: '*',
    action: 'lambda:InvokeFunctionUrl',
    functionUrlAuthType: 'NONE',
  });
  // Since October 2025 a URL needs this right, too. The argument is newer than the bindings
  // (hashicorp/terraform-provider-aws#44858).
  const invoke = new LambdaPermission(scope, 'PublicInvoke', {
    statementId: 'public-invoke',
    functionName,
    principal: '*',
    action: 'lambda:InvokeFunction',
  });
  invoke.addOverride('invoked_via_function_url', true);
  TerraformStack.of(scope).addOverride(
    'terraform.required_providers.aws.version',
    '>= 6.28.0, < 7.0.0',
  );
}
