import { Network } from '../../stacks/network';
import { addressesOf, onlyResource, synthesize } from '../support/terraform/synthesized';

describe('Network', () => {
  it('makes a VPC with two subnets, their group and a security group', () => {
    const synthesized = synthesize((stack) => new Network(stack, 'Network'));

    expect(addressesOf(synthesized)).toEqual([
      'aws_db_subnet_group.Network_SubnetGroup_8904E248',
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
});
