import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * MiniStack forgets after how many seconds a cluster pauses, and every later plan would set them
 * again, which takes half a minute. Terraform merges this file into what was synthesized.
 *
 * @param folder of a stack that was synthesized
 */
export function rememberPause(folder: string): void {
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    readonly resource?: Readonly<Record<string, object>>;
  };
  const names = Object.keys(resource?.aws_rds_cluster ?? {});
  if (names.length === 0) return;
  const lifecycle = { ignore_changes: ['serverlessv2_scaling_configuration'] };
  const override = {
    resource: { aws_rds_cluster: Object.fromEntries(names.map((name) => [name, { lifecycle }])) },
  };
  writeFileSync(join(folder, 'emulator_override.tf.json'), JSON.stringify(override, null, 2));
}
