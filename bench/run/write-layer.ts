import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrations } from '../../authoring/read-folder';
import { manifestFileName, type MigrationEvent } from '../../handler/environment';
import { encodeManifest } from '../../migration/manifest';
import type { EngineName } from '../../migration/migration';
import { type Script, textOf } from './script';

/** Writes scripts and manifest as the function finds them; the event that Terraform would send. */
export async function writeLayer(
  folder: string,
  engine: EngineName,
  scripts: readonly Script[],
): Promise<MigrationEvent> {
  await mkdir(folder, { recursive: true });
  for (const script of scripts) {
    const file = `V${String(script.version)}__${script.description}.sql`;
    await writeFile(join(folder, file), textOf(script));
  }
  const manifest = await readMigrations(folder, engine);
  await writeFile(join(folder, manifestFileName), encodeManifest(manifest));
  return {
    files: Object.fromEntries(manifest.migrations.map(({ file, checksum }) => [file, checksum])),
  };
}
