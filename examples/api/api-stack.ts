import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionUrl } from '@cdktf/provider-aws/lib/lambda-function-url';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  type AuroraStack,
  type DataApiAccess,
  dataApiPolicy,
  DeferredArchive,
  type HandlerBundle,
  lambdaTrustPolicy,
  requireTerraform,
  type Settings,
  useBackend,
} from '../../stacks';
import { environmentVariables } from './handler/environment';
import { allowEveryone } from './public-url';

export interface ApiStackProps {
  readonly settings: Settings;
  /** The database. The API is deployed after it, so only when its migrations have succeeded. */
  readonly aurora: AuroraStack;
  /** The function's code, from `bundleHandler`. */
  readonly handler: HandlerBundle;
  /**
   * Secret with the database user that the API works as.
   *
   * @default that of the migrations, who owns the tables
   */
  readonly secret?: Pick<DataApiAccess, 'secretArn' | 'secretKmsKeyArn'>;
  /**
   * Who may call. `NONE` is everybody on the internet, and needs version 6.28 or later of the AWS
   * provider.
   *
   * @default AWS_IAM: who has the right to, with a signed request
   */
  readonly authorization?: 'AWS_IAM' | 'NONE';
  /** @default 90 */
  readonly logRetentionDays?: number;
}

/** A small web shop behind a function URL, over the tables that the migrations made. */
export class ApiStack extends TerraformStack {
  readonly function: LambdaFunction;
  readonly url: LambdaFunctionUrl;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id);
    const { aurora, handler, authorization = 'AWS_IAM' } = props;
    useBackend(this, props.settings.state);
    this.addProvider(props.settings);

    // The ARNs below say as much, but only this line still does when they come from elsewhere.
    this.addDependency(aurora);
    const { clusterArn, databaseName } = aurora.cluster;
    const { secretArn, secretKmsKeyArn } = props.secret ?? aurora.cluster;

    const name = `${aurora.node.id}-${id}`;
    const logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays ?? 90,
    });
    const role = new IamRole(this, 'Role', {
      name,
      description: `Reads and writes ${databaseName} for its API`,
      assumeRolePolicy: JSON.stringify(lambdaTrustPolicy),
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'api',
      role: role.id,
      policy: JSON.stringify(
        dataApiPolicy({ clusterArn, secretArn, secretKmsKeyArn }, logGroup.arn),
      ),
    });

    const code = new DeferredArchive(this, 'Code', { content: handler });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: `API of ${databaseName}`,
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: handler.handler,
      filename: code.path,
      sourceCodeHash: code.sha256Base64,
      memorySize: 256,
      // A paused database may take more than half a minute to wake up.
      timeout: 60,
      environment: {
        variables: {
          [environmentVariables.clusterArn]: clusterArn,
          [environmentVariables.secretArn]: secretArn,
          [environmentVariables.databaseName]: databaseName,
        },
      },
      dependsOn: [policy, logGroup],
    });
    this.url = new LambdaFunctionUrl(this, 'Url', {
      functionName: this.function.functionName,
      authorizationType: authorization,
    });
    if (authorization === 'NONE') allowEveryone(this, this.function);

    new TerraformOutput(this, 'ApiUrl', {
      value: this.url.functionUrl,
      description: 'Where the API answers',
    });
  }

  private addProvider({ region, accountId }: Settings): void {
    new AwsProvider(this, 'AwsProvider', {
      ...(region !== undefined && { region }),
      ...(accountId !== undefined && { allowedAccountIds: [accountId] }),
    });
    // The same versions as in AuroraStack.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    requireTerraform(this, '1.4.0');
  }
}
