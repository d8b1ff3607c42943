import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { unzipSync } from 'fflate';
import { DeferredArchive } from '../../stacks/packaging/deferred-archive';
import { createPackage } from '../../stacks/packaging/package';
import { provideProviders, type TerraformProviders } from '../../emulator/terraform/providers';
import { terraform } from '../../emulator/terraform/terraform';

describe('DeferredArchive', () => {
  let outdir: string;
  let folder: string;
  let zip: string;
  let providers: TerraformProviders;

  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'archive-'));
    folder = join(outdir, 'stacks/test');
    zip = join(folder, 'archives/Archive.zip');
    providers = await provideProviders([folder]);
  });
  afterAll(() => {
    providers.stop();
    rmSync(outdir, { recursive: true });
  });

  function synthesize(files: Readonly<Record<string, string>>): void {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'test');
    new LocalBackend(stack, { path: '../../terraform.tfstate' });
    const content = createPackage(
      Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })),
    );
    const archive = new DeferredArchive(stack, 'Archive', { content });
    new TerraformOutput(stack, 'Sha256', { value: archive.sha256Base64 });
    app.synth();
  }

  async function run(...args: readonly string[]): Promise<string> {
    const { exitCode, text } = await terraform(folder, providers.environment, ...args);
    if (exitCode !== 0) throw new Error(text);
    return text;
  }

  function readZip(): Readonly<Record<string, string>> {
    const entries = Object.entries(unzipSync(readFileSync(zip)));
    return Object.fromEntries(
      entries.map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
    );
  }

  // One story: each step starts from the state that the one before it left.
  it('is built when a saved plan is applied, at first and after a change, and else not at all', async () => {
    synthesize({ 'schema/V1__a.sql': 'select 1;\n' });
    await run('init', '-input=false');
    await run('plan', '-out=first.tfplan');
    expect(existsSync(zip)).toBe(false);
    await run('apply', 'first.tfplan');
    expect(readZip()).toEqual({ 'schema/V1__a.sql': 'select 1;\n' });

    const unchanged = await run('plan');
    expect(unchanged).toContain('No changes. Your infrastructure matches the configuration.');

    rmSync(zip);
    synthesize({ 'schema/V2__a.sql': 'select 1;\n' });
    await run('plan', '-out=renamed.tfplan');
    expect(existsSync(zip)).toBe(false);
    await run('apply', 'renamed.tfplan');
    expect(readZip()).toEqual({ 'schema/V2__a.sql': 'select 1;\n' });
  }, 120_000);
});
