import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertEngine, readManifest, scriptReader } from '../../handler/layer';
import { encodeManifest } from '../../migration/manifest';
import { manifestOf, scriptOf } from '../support/builders';

const script = scriptOf('V1__customers.sql', ['create table customers (id int)']);
const manifest = manifestOf(script);

describe('a layer', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'layer-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives its manifest', async () => {
    writeFileSync(join(folder, 'manifest.json'), encodeManifest(manifest));

    await expect(readManifest(folder)).resolves.toEqual(manifest);
  });

  it('gives its scripts', async () => {
    writeFileSync(join(folder, 'V1__customers.sql'), script.content);

    const content = await scriptReader(folder, manifest)('V1__customers.sql');

    expect(Buffer.from(content).toString()).toBe('create table customers (id int);\n');
  });

  it('refuses a script that the manifest does not describe', async () => {
    writeFileSync(join(folder, 'V1__customers.sql'), 'drop table customers;\n');

    await expect(scriptReader(folder, manifest)('V1__customers.sql')).rejects.toThrow(
      `${folder}/V1__customers.sql is not the script that the manifest describes. ` +
        'The layer with the scripts is missing or damaged: synthesize and apply again.',
    );
  });

  it('refuses a script that is a link, though to the very content', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'a.sql'), script.content);
    symlinkSync(join(outside, 'a.sql'), join(folder, 'V1__customers.sql'));

    await expect(scriptReader(folder, manifest)('V1__customers.sql')).rejects.toThrow(
      `${folder}/V1__customers.sql cannot be read. The layer with the scripts is missing or damaged: ` +
        'synthesize and apply again.',
    );
    rmSync(outside, { recursive: true });
  });

  it('refuses a pipe in place of a script, and waits for nobody', async () => {
    execFileSync('mkfifo', [join(folder, 'V1__customers.sql')]);

    await expect(scriptReader(folder, manifest)('V1__customers.sql')).rejects.toThrow(
      `${folder}/V1__customers.sql is not the script that the manifest describes. ` +
        'The layer with the scripts is missing or damaged: synthesize and apply again.',
    );
  });

  it.each([
    '../V1__a.sql',
    '/etc/V1__a.sql',
    'a/../../V1__a.sql',
    '..\\V1__a.sql',
    'V1__a\0.sql',
    '..',
  ])('refuses a manifest that names a script elsewhere: %j', async (file) => {
    const outside = { ...script.migration, file };
    writeFileSync(
      join(folder, 'manifest.json'),
      encodeManifest({ ...manifest, migrations: [outside] }),
    );

    await expect(readManifest(folder)).rejects.toThrow(
      `the manifest cannot be used (migrations.0.file: "${file}" is not the name of a script); ` +
        'synthesize and deploy again',
    );
  });

  it('fails without its manifest', async () => {
    await expect(readManifest(folder)).rejects.toThrow(
      `${folder}/manifest.json cannot be read. The layer with the scripts is missing or damaged: ` +
        'synthesize and apply again.',
    );
  });
});

describe('assertEngine', () => {
  it('takes the engine that the scripts were packaged for', () => {
    expect(() => {
      assertEngine(manifest, 'aurora-postgresql');
    }).not.toThrow();
  });

  it('refuses another one', () => {
    expect(() => {
      assertEngine(manifest, 'aurora-mysql');
    }).toThrow(
      'The environment of the migration function is wrong:\n' +
        '  DB_ENGINE is "aurora-mysql": the scripts were packaged for aurora-postgresql',
    );
  });
});
