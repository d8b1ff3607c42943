import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../emulator/running';
import { startTerraform } from '../../emulator/terraform/terraform';
import { withPolicies } from './with-policies';

type Environment = Readonly<Record<string, string | undefined>>;

/** Gets what a synthesized stack needs of Terraform. Not for two at once: they share a cache. */
export async function initialize(folder: string, environment: Environment): Promise<void> {
  await succeed(folder, environment, 'init', '-input=false');
}

/** Plans a stack of which nothing exists yet; the plan as JSON. */
export async function planStack(folder: string, environment: Environment): Promise<string> {
  await succeed(folder, environment, 'plan', '-input=false', '-lock=false', '-out=plan');
  const plan = await succeed(folder, environment, 'show', '-json', 'plan');
  return withPolicies(plan, readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
}

async function succeed(
  folder: string,
  environment: Environment,
  ...args: readonly string[]
): Promise<string> {
  const started = startTerraform(folder, environment, ...args);
  // Ctrl-C reaches Terraform as well, and twice would be too much.
  keep({
    stop: async () => {
      await started.done;
    },
  });
  const { exitCode, text } = await started.done;
  if (exitCode !== 0) throw new Error(`terraform ${args.join(' ')} failed in ${folder}:\n${text}`);
  return text;
}
