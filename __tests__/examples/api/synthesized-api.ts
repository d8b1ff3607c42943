import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ApiStack, type ApiStackProps } from '../../../examples/api/api-stack';
import { AuroraStack, type AuroraStackProps } from '../../../stacks';
import { handler, schema, settings } from '../../support/terraform/stack-inputs';
import type { Synthesized } from '../../support/terraform/synthesized';

export interface SynthesizedApp {
  readonly aurora: Synthesized;
  readonly api: Synthesized;
  /** The names of the stacks that `cdktf deploy` applies before this one. */
  readonly dependenciesOfApi: readonly string[];
}

/** Synthesizes the example's two stacks in one app, as they refer to each other only there. */
export function synthesizeApp(
  changes: Partial<ApiStackProps> = {},
  auroraChanges: Partial<AuroraStackProps> = {},
): SynthesizedApp {
  const outdir = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const app = new App({ outdir });
    const aurora = new AuroraStack(app, 'aurora', { settings, schema, handler, ...auroraChanges });
    new ApiStack(app, 'api', { settings, aurora, handler, ...changes });
    app.synth();

    const read = (path: string): unknown => JSON.parse(readFileSync(join(outdir, path), 'utf8'));
    const manifest = read('manifest.json') as {
      readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
    };
    return {
      aurora: read('stacks/aurora/cdk.tf.json') as Synthesized,
      api: read('stacks/api/cdk.tf.json') as Synthesized,
      dependenciesOfApi: manifest.stacks.api?.dependencies ?? [],
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
