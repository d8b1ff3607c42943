import type { NetworkProps } from '../network';
import { findNamePrefixProblem } from './names';
import { findProblems } from './problems';

export function findNetworkProblems(props: NetworkProps): readonly string[] {
  const { existingVpc } = props;
  return [
    ...findProblems('existingVpc.vpcId', existingVpc?.vpcId, findVpcProblem),
    ...findProblems('existingVpc.subnetIds', existingVpc?.subnetIds, findSubnetsProblem),
    ...findProblems('cidrBlock', props.cidrBlock, findCidrProblem),
    ...findProblems('availabilityZones', props.availabilityZones, findZonesProblem),
    ...findProblems('namePrefix', props.namePrefix, findNamePrefixProblem),
  ];
}

function findVpcProblem(id: string): string | undefined {
  return /^vpc-[a-z0-9]+$/.test(id)
    ? undefined
    : 'a VPC goes by its id, such as vpc-0123456789abcdef0; correct it';
}

function findSubnetsProblem(ids: readonly string[]): string | undefined {
  return new Set(ids).size >= 2 && ids.every((id) => /^subnet-[a-z0-9]+$/.test(id))
    ? undefined
    : 'Aurora needs two subnets or more, by ids such as subnet-0123456789abcdef0; correct them';
}

// A VPC has a prefix of 16 to 28, and each subnet a sixteenth of it, which is 28 at most.
function findCidrProblem(cidr: string): string | undefined {
  const byte = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
  return new RegExp(`^(${byte}[.]){3}${byte}/(1[6-9]|2[0-4])$`).test(cidr)
    ? undefined
    : 'an address range looks like 10.0.0.0/16, and the number at its end is 16 to 24; correct it';
}

function findZonesProblem([first, second]: readonly string[]): string | undefined {
  return first === second ? 'Aurora needs two zones; name two that differ' : undefined;
}
