import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

/** Of what a synth has written, in bytes. */
export interface OutputSizes {
  /** All that Terraform reads but the layer and the function. */
  readonly configuration: number;
  readonly layer: number;
  readonly layerZipped: number;
  readonly bundle: number;
  readonly bundleZipped: number;
  /** How many resources and data sources Terraform manages. */
  readonly resources: number;
}

export function measureOutput(outdir: string): OutputSizes {
  const stack = join(outdir, 'stacks', 'aurora');
  const layer = readFiles(join(stack, 'assets', nameOf(stack, 'Scripts')));
  const bundle = readFiles(join(stack, 'assets', nameOf(stack, 'Code')));
  return {
    configuration: sizeOf(readFiles(stack)) - sizeOf(layer) - sizeOf(bundle),
    layer: sizeOf(layer),
    layerZipped: zipSync(layer).byteLength,
    bundle: sizeOf(bundle),
    bundleZipped: zipSync(bundle).byteLength,
    resources: countResources(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')),
  };
}

type Files = Readonly<Record<string, Uint8Array>>;

function nameOf(stack: string, part: string): string {
  const names = readdirSync(join(stack, 'assets'));
  const name = names.find((candidate) => candidate.includes(`_${part}_`));
  if (name === undefined) throw new Error(`no assets of ${part} among ${names.join(', ')}`);
  return name;
}

function readFiles(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))]));
}

function sizeOf(files: Files): number {
  return Object.values(files).reduce((total, { byteLength }) => total + byteLength, 0);
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function countResources(json: string): number {
  const { resource, data } = JSON.parse(json) as {
    readonly resource: Blocks;
    readonly data: Blocks;
  };
  return [...Object.values(resource), ...Object.values(data)].flatMap(Object.keys).length;
}
