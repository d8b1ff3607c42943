import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import {
  LambdaInvocation,
  type LambdaInvocationConfig,
} from '@cdktf/provider-aws/lib/lambda-invocation';
import { LambdaLayerVersion } from '@cdktf/provider-aws/lib/lambda-layer-version';
import { Fn, propertyAccess, Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  defaultSchemaPath,
  environmentVariables,
  type MigrationEvent,
} from '../handler/environment';
import { dataApiPolicy, lambdaTrustPolicy } from './data-api-policy';
import type { DatabaseCluster } from './database-cluster';
import { writeAssetFile } from './packaging/asset-folder';
import type { HandlerBundle } from './packaging/bundle-handler';
import { DeferredArchive } from './packaging/deferred-archive';
import type { Schema } from './packaging/load-schema';
import { physicalName } from './physical-name';
import { singleCallProvider } from './providers/single-call-provider';
import { countInvocations, maxInvocations } from './rules/migration-minutes';
import { findMigrationProblems } from './rules/migration-props';

export interface SchemaMigrationProps {
  readonly cluster: DatabaseCluster;
  /** The scripts, from `loadSchema`. */
  readonly schema: Schema;
  /** The function's code, from `bundleHandler`. */
  readonly handler: HandlerBundle;
  /**
   * What must exist before the first script runs: the invocation of another migration, for one.
   *
   * @default what the cluster itself needs
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * Where the function finds the scripts.
   *
   * @default /opt/schema, where Lambda mounts the layer
   */
  readonly schemaPath?: string;
  /**
   * Whether pending scripts may run that are older than the newest applied one.
   *
   * @default false: the function refuses them
   */
  readonly allowsOutOfOrder?: boolean;
  /** @default arm64 */
  readonly architecture?: 'arm64' | 'x86_64';
  /**
   * Memory of the function, 128 to 10240.
   *
   * @default 512
   */
  readonly memoryMegabytes?: number;
  /**
   * When Lambda stops the function, 60 to 900. A call that is silent for about 350 s is dropped on
   * its way through a NAT, so more helps only where Terraform runs without one.
   *
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * How long the migrations of one deployment may take, 1 to 1440, however short the time of the
   * function is: as many further invocations follow the first one as it takes. One that finds
   * nothing left ends at once.
   *
   * @default the time of one invocation
   */
  readonly migrationMinutes?: number;
  /**
   * How long CloudWatch keeps the function's log: one of the numbers that it knows.
   *
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * KMS key of your own for the function's environment and its log. Its policy has to let
   * CloudWatch use it (docs/constructs.md).
   *
   * @default the keys that AWS keeps for Lambda and CloudWatch
   */
  readonly kmsKeyArn?: string;
  /**
   * Managed policy that bounds what the function's role may ever do.
   *
   * @default none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * What names in AWS begin with.
   *
   * @default the stack's id
   */
  readonly namePrefix?: string;
}

/** Runs the scripts against a database, each of them once, whenever they change. */
export class SchemaMigration extends Construct {
  readonly function: LambdaFunction;
  readonly role: IamRole;
  readonly logGroup: CloudwatchLogGroup;
  /** The last one. Depend on it to come after the migrations. */
  readonly invocation: LambdaInvocation;
  /** One sentence on what was done. */
  readonly responseMessage: string;

  constructor(scope: Construct, id: string, props: SchemaMigrationProps) {
    super(scope, id);
    const { cluster, schema, handler } = props;
    this.node.addValidation({ validate: () => [...findMigrationProblems(props)] });
    const { kmsKeyArn, permissionsBoundaryArn, timeoutSeconds = 300 } = props;
    const name = physicalName(this, 64, props.namePrefix);

    this.logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays ?? 365,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
    });
    this.role = new IamRole(this, 'Role', {
      name,
      description: `Runs the migrations of ${cluster.databaseName}`,
      assumeRolePolicy: JSON.stringify(lambdaTrustPolicy),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'migrate',
      role: this.role.id,
      policy: JSON.stringify(dataApiPolicy(cluster, this.logGroup.arn)),
    });

    const scripts = new DeferredArchive(this, 'Scripts', { content: schema.package });
    const code = new DeferredArchive(this, 'Code', { content: handler });
    const layer = new LambdaLayerVersion(this, 'Layer', {
      layerName: name,
      description: `Scripts and manifest for ${cluster.databaseName}`,
      filename: scripts.path,
      sourceCodeHash: scripts.sha256Base64,
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: name,
      description: `Migrates the schema of ${cluster.databaseName}`,
      role: this.role.arn,
      runtime: 'nodejs22.x',
      architectures: [props.architecture ?? 'arm64'],
      handler: handler.handler,
      filename: code.path,
      sourceCodeHash: code.sha256Base64,
      layers: [layer.arn],
      memorySize: props.memoryMegabytes ?? 512,
      timeout: timeoutSeconds,
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      environment: {
        variables: {
          [environmentVariables.databaseName]: cluster.databaseName,
          [environmentVariables.secretArn]: cluster.secretArn,
          [environmentVariables.clusterArn]: cluster.clusterArn,
          [environmentVariables.engine]: cluster.engine,
          [environmentVariables.schemaPath]: props.schemaPath ?? defaultSchemaPath,
          ...(props.allowsOutOfOrder === true && { [environmentVariables.outOfOrder]: 'true' }),
        },
      },
      dependsOn: [policy, this.logGroup],
    });

    // What is wrong with the numbers is said at synth, and may be infinite until then.
    const invocations = countInvocations(props.migrationMinutes, timeoutSeconds);
    const followUps = Math.min(invocations, maxInvocations) - 1;
    const event: MigrationEvent = {
      files: schema.checksums,
      ...(followUps > 0 && { hasFollowUp: true }),
    };
    const dependencies = [...(cluster.dependencies ?? []), ...(props.dependsOn ?? [])];
    // As a file: CDKTF looks for tokens in each string, which takes square time where checksums
    // look like numbers.
    const eventFile = writeAssetFile(
      new Construct(this, 'Input'),
      'event.json',
      JSON.stringify(event),
    );
    let invocation = this.invoke('Invocation', Fn.file(eventFile), {
      // The same scripts on another database are another call.
      triggers: {
        schema: schema.digest,
        cluster: cluster.clusterArn,
        database: cluster.databaseName,
      },
      ...(dependencies.length > 0 && { dependsOn: dependencies }),
    });
    for (let number = 1; number <= followUps; number += 1) {
      // Without the scripts: the plan shows them once, with the first one.
      const followUp = {
        follows: Fn.jsondecode(invocation.result) as unknown,
        ...(number < followUps && { hasFollowUp: true }),
      };
      invocation = this.invoke(`FollowUp${String(number)}`, Fn.jsonencode(followUp));
    }
    this.invocation = invocation;
    this.responseMessage = Token.asString(
      propertyAccess(Fn.jsondecode(this.invocation.result), ['message']),
    );
  }

  private invoke(
    id: string,
    input: string,
    config: Pick<LambdaInvocationConfig, 'triggers' | 'dependsOn'> = {},
  ): LambdaInvocation {
    return new LambdaInvocation(this, id, {
      functionName: this.function.functionName,
      input,
      // CRUD would keep the input of a call that failed, and never call again
      // (hashicorp/terraform-provider-aws#43447).
      lifecycleScope: 'CREATE_ONLY',
      provider: singleCallProvider(this),
      ...config,
    });
  }
}
