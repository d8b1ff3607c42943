import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { physicalName } from './physical-name';
import { findNetworkProblems } from './rules/network-props';

export interface NetworkProps {
  /**
   * A VPC that exists already.
   *
   * @default a VPC with two subnets is made
   */
  readonly existingVpc?: ExistingVpc;
  /**
   * Address range of the VPC that is made; each subnet takes a sixteenth of it.
   *
   * @default 10.0.0.0/16
   */
  readonly cidrBlock?: string;
  /**
   * Names of the two zones of the VPC that is made.
   *
   * @default the first two that the account has in the region
   */
  readonly availabilityZones?: readonly [string, string];
  /**
   * What names in AWS begin with.
   *
   * @default the stack's id
   */
  readonly namePrefix?: string;
}

export interface ExistingVpc {
  readonly vpcId: string;
  /** In two zones at least. */
  readonly subnetIds: readonly string[];
}

/**
 * A place for a database that nothing reaches over the network: two subnets without a way out, and
 * a security group without a rule. The Data API needs neither.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly subnetGroup: DbSubnetGroup;
  /** Without rules: other stacks add theirs. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    this.node.addValidation({ validate: () => [...findNetworkProblems(props)] });
    const name = physicalName(this, 255, props.namePrefix);
    const { vpcId, subnetIds } = props.existingVpc ?? this.createVpc(name, props);

    this.vpcId = vpcId;
    this.subnetIds = subnetIds;
    this.subnetGroup = new DbSubnetGroup(this, 'SubnetGroup', {
      name,
      description: 'Isolated subnets of the database',
      subnetIds: [...subnetIds],
    });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Database without network access',
      vpcId,
      tags: { Name: name },
    });
  }

  private createVpc(name: string, props: NetworkProps): ExistingVpc {
    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock: props.cidrBlock ?? '10.0.0.0/16',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    // AWS makes one with each VPC, whose rules let everything out and its members in. Without
    // blocks, Terraform takes them away.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', {
      vpcId: vpc.id,
      tags: { Name: `${name}-default` },
    });

    const zones = props.availabilityZones ?? this.readZones();
    const createSubnet = (index: 0 | 1, letter: string) =>
      new Subnet(this, `Subnet${letter}`, {
        vpcId: vpc.id,
        cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, 4, index),
        availabilityZone: zones[index],
        tags: { Name: `${name}-${letter.toLowerCase()}` },
        // A zone that AWS opens later may come first in the list; the subnets stay.
        ...(props.availabilityZones === undefined && {
          lifecycle: { ignoreChanges: ['availability_zone'] },
        }),
      });
    return { vpcId: vpc.id, subnetIds: [createSubnet(0, 'A').id, createSubnet(1, 'B').id] };
  }

  private readZones(): readonly [string, string] {
    const { names } = new DataAwsAvailabilityZones(this, 'Zones', {
      state: 'available',
      // Local zones have no Aurora.
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    });
    return [Fn.element(names, 0) as string, Fn.element(names, 1) as string];
  }
}
