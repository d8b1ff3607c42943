import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { writeAssetFile, writeAssetFolder } from '../../../stacks/packaging/asset-folder';
import { createPackage } from '../../../stacks/packaging/package';

describe('writeAssetFolder', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'assets-'));
  });
  afterEach(() => {
    rmSync(outdir, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): string {
    const stack = new TerraformStack(new App({ outdir }), 'shop');
    const content = createPackage(
      Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })),
    );
    return writeAssetFolder(new Construct(stack, 'Files'), content);
  }

  /** Content by path, below the stack's folder. */
  function written(): Readonly<Record<string, string>> {
    const folder = join(outdir, 'stacks/shop');
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Object.fromEntries(
      files.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
      }),
    );
  }

  it('writes the files into a folder of their digest', () => {
    const path = write({ 'schema/V1__a.sql': 'one', 'schema/manifest.json': '{}' });

    expect(path).toBe(
      'assets/Files/563f2779e3bdbda06b560758c9960520b120a1f91f59786372cb1e97d20b1c0e',
    );
    expect(written()).toEqual({
      [`${path}/schema/V1__a.sql`]: 'one',
      [`${path}/schema/manifest.json`]: '{}',
    });
  });

  it('leaves nothing of what was there before', () => {
    write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'two', 'other/x': 'x' });
    const path = write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'changed' });

    expect(written()).toEqual({
      [`${path}/schema/V1__a.sql`]: 'one',
      [`${path}/schema/V2__b.sql`]: 'changed',
    });
  });

  it('puts right what somebody changed in the meantime', () => {
    const path = write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'two' });
    const folder = join(outdir, 'stacks/shop', path, 'schema');
    writeFileSync(join(folder, 'V1__a.sql'), 'another');
    writeFileSync(join(folder, 'V3__c.sql'), 'three');
    rmSync(join(folder, 'V2__b.sql'));

    write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'two' });

    expect(written()).toEqual({
      [`${path}/schema/V1__a.sql`]: 'one',
      [`${path}/schema/V2__b.sql`]: 'two',
    });
  });

  it('follows no link that somebody put there in the meantime', () => {
    const path = write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'two' });
    const folder = join(outdir, 'stacks/shop', path, 'schema');
    const outside = join(outdir, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'V1__a.sql'), 'mine');
    rmSync(join(folder, 'V1__a.sql'));
    symlinkSync(join(outside, 'V1__a.sql'), join(folder, 'V1__a.sql'));

    write({ 'schema/V1__a.sql': 'one', 'schema/V2__b.sql': 'two' });

    expect(written()).toEqual({
      [`${path}/schema/V1__a.sql`]: 'one',
      [`${path}/schema/V2__b.sql`]: 'two',
    });
    expect(readFileSync(join(outside, 'V1__a.sql'), 'utf8')).toBe('mine');
  });

  it('does not write again what is there', () => {
    const path = write({ 'schema/V1__a.sql': 'one' });
    const file = join(outdir, 'stacks/shop', path, 'schema/V1__a.sql');
    utimesSync(file, 1_000, 1_000);

    write({ 'schema/V1__a.sql': 'one' });

    expect(statSync(file).mtimeMs).toBe(1_000_000);
  });

  it('leaves it to later code on which stacks this one depends', () => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'shop');
    writeAssetFolder(new Construct(stack, 'Files'), createPackage([]));
    stack.addDependency(new TerraformStack(app, 'network'));
    app.synth();

    expect(JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'))).toMatchObject({
      stacks: { shop: { dependencies: ['network'] } },
    });
  });

  it('writes a single file', () => {
    const stack = new TerraformStack(new App({ outdir }), 'shop');

    const path = writeAssetFile(new Construct(stack, 'Input'), 'event.json', '{"files":{}}');

    expect(path).toMatch(/^assets\/Input\/[0-9a-f]{64}\/event\.json$/);
    expect(written()).toEqual({ [path]: '{"files":{}}' });
  });
});
