import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFolder } from '../../authoring/check-folder';
import { scriptsOf } from '../../bench/scripts';
import { engineNames } from '../../migration/migration';

describe.each(engineNames)('scriptsOf, for %s', (engine) => {
  it('makes scripts in which nothing is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    for (const { file, text } of scriptsOf(engine, 60)) writeFileSync(join(folder, file), text);

    const { manifest, problems } = await checkFolder(folder, engine);
    rmSync(folder, { recursive: true });

    expect(problems).toEqual([]);
    expect(manifest.migrations).toHaveLength(60);
  });

  it('makes the same ones each time', () => {
    expect(scriptsOf(engine, 20)).toEqual(scriptsOf(engine, 60).slice(0, 20));
  });
});
