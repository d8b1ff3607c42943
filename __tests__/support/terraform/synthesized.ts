import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Testing, TerraformStack } from 'cdktf';

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Terraform's JSON, as far as tests look into it. */
export interface Synthesized {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly terraform?: Block;
}

/** Builds a stack with an AWS provider and synthesizes it, validations included. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), 'test');
  new AwsProvider(stack, 'AwsProvider', { region: 'eu-central-1' });
  build(stack);
  return synthesizeStack(stack);
}

export function synthesizeStack(stack: TerraformStack): Synthesized {
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

/** Addresses of all resources and data sources, sorted. */
export function addressesOf({ resource = {}, data = {} }: Synthesized): readonly string[] {
  return [...namesOf('', resource), ...namesOf('data.', data)].sort();
}

/** The only resource of a type. */
export function onlyResource(synthesized: Synthesized, type: string): Block {
  const blocks = Object.values(synthesized.resource?.[type] ?? {});
  if (blocks.length !== 1) throw new Error(`expected one ${type}, found ${blocks.length}`);
  return blocks[0]!;
}

function namesOf(prefix: string, blocks: Blocks): string[] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${prefix}${type}.${name}`),
  );
}
