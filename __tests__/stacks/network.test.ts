import { Network } from '../../stacks/network';
import { addressesOf, onlyResource, synthesize } from '../support/terraform/synthesized';

describe('Network', () => {
  it('makes a VPC with two subnets, their group and a security group', () => {
    const synthesized = synthesize((stack) => new Network(stack, 'Network'));

    expect(addressesOf(synthesized)).toEqual([
      'aws_db_subnet_group.Network_SubnetGroup_8904E248',
      'aws_default_security_group.Network_DefaultSecurityGroup_6811E764',
      'aws_security_group.Network_SecurityGroup_27EB0023',
      'aws_subnet.Network_SubnetA_BE9F141E',
      'aws_subnet.Network_SubnetB_507A4B04',
      'aws_vpc.Network_Vpc_FAC8F4A5',
      'data.aws_availability_zones.Network_Zones_73A0D929',
    ]);
  });

  it('puts the subnets into two zones and neighbouring ranges', () => {
    const { resource } = synthesize((stack) => new Network(stack, 'Network'));

    expect(
      Object.values(resource?.aws_subnet ?? {}).map((subnet) => [
        subnet.availability_zone,
        subnet.cidr_block,
      ]),
    ).toEqual([
      [
        '${element(data.aws_availability_zones.Network_Zones_73A0D929.names, 0)}',
        '${cidrsubnet(aws_vpc.Network_Vpc_FAC8F4A5.cidr_block, 4, 0)}',
      ],
      [
        '${element(data.aws_availability_zones.Network_Zones_73A0D929.names, 1)}',
        '${cidrsubnet(aws_vpc.Network_Vpc_FAC8F4A5.cidr_block, 4, 1)}',
      ],
    ]);
  });

  it('keeps the subnets where they are when AWS lists its zones in another order', () => {
    const { resource } = synthesize((stack) => new Network(stack, 'Network'));

    expect(Object.values(resource?.aws_subnet ?? {}).map((subnet) => subnet.lifecycle)).toEqual([
      { ignore_changes: ['availability_zone'] },
      { ignore_changes: ['availability_zone'] },
    ]);
  });

  it('lets nothing in and nothing out', () => {
    const synthesized = synthesize((stack) => new Network(stack, 'Network'));

    expect(onlyResource(synthesized, 'aws_security_group')).toEqual({
      description: 'Database without network access',
      name: 'test-network',
      tags: { Name: 'test-network' },
      vpc_id: '${aws_vpc.Network_Vpc_FAC8F4A5.id}',
    });
  });

  it("takes the rules of the VPC's own security group away", () => {
    const synthesized = synthesize((stack) => new Network(stack, 'Network'));

    // Neither ingress nor egress.
    expect(onlyResource(synthesized, 'aws_default_security_group')).toEqual({
      tags: { Name: 'test-network-default' },
      vpc_id: '${aws_vpc.Network_Vpc_FAC8F4A5.id}',
    });
  });

  it('takes the zones and the range that it is given', () => {
    const synthesized = synthesize(
      (stack) =>
        new Network(stack, 'Network', {
          cidrBlock: '10.7.0.0/20',
          availabilityZones: ['eu-central-1a', 'eu-central-1c'],
        }),
    );

    expect(onlyResource(synthesized, 'aws_vpc').cidr_block).toBe('10.7.0.0/20');
    expect(
      Object.values(synthesized.resource?.aws_subnet ?? {}).map((subnet) => [
        subnet.availability_zone,
        subnet.lifecycle,
      ]),
    ).toEqual([
      ['eu-central-1a', undefined],
      ['eu-central-1c', undefined],
    ]);
    expect(synthesized.data).toBeUndefined();
  });

  it('makes its groups in a VPC that exists already', () => {
    const synthesized = synthesize(
      (stack) =>
        new Network(stack, 'Network', {
          existingVpc: { vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'] },
        }),
    );

    expect(addressesOf(synthesized)).toEqual([
      'aws_db_subnet_group.Network_SubnetGroup_8904E248',
      'aws_security_group.Network_SecurityGroup_27EB0023',
    ]);
    expect(onlyResource(synthesized, 'aws_db_subnet_group').subnet_ids).toEqual([
      'subnet-1',
      'subnet-2',
    ]);
    expect(onlyResource(synthesized, 'aws_security_group').vpc_id).toBe('vpc-1');
  });

  it('puts the prefix before its names', () => {
    const synthesized = synthesize(
      (stack) => new Network(stack, 'Network', { namePrefix: 'acme' }),
    );

    expect(onlyResource(synthesized, 'aws_vpc').tags).toEqual({ Name: 'acme-test-network' });
    expect(onlyResource(synthesized, 'aws_db_subnet_group').name).toBe('acme-test-network');
    expect(onlyResource(synthesized, 'aws_security_group').name).toBe('acme-test-network');
  });

  it('refuses props that AWS would refuse, all together', () => {
    const synthesizing = () =>
      synthesize(
        (stack) =>
          new Network(stack, 'Network', {
            existingVpc: { vpcId: 'main', subnetIds: ['subnet-1', 'subnet-1'] },
            cidrBlock: '10.0.0.0/28',
            availabilityZones: ['eu-central-1a', 'eu-central-1a'],
            namePrefix: 'Acme',
          }),
      );

    expect(synthesizing).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Network] existingVpc.vpcId is "main": a VPC goes by its id, such as ' +
        'vpc-0123456789abcdef0; correct it\n' +
        '  [test/Network] existingVpc.subnetIds is "subnet-1, subnet-1": Aurora needs two subnets ' +
        'or more, by ids such as subnet-0123456789abcdef0; correct them\n' +
        '  [test/Network] cidrBlock is "10.0.0.0/28": an address range looks like 10.0.0.0/16, and ' +
        'the number at its end is 16 to 24; correct it\n' +
        '  [test/Network] availabilityZones is "eu-central-1a, eu-central-1a": Aurora needs two ' +
        'zones; name two that differ\n' +
        '  [test/Network] namePrefix is "Acme": a prefix has 1 to 30 lower case letters, digits ' +
        'and single hyphens between them, and begins with a letter; choose one that does\n',
    );
  });
});
