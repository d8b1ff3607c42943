import { createRequire } from 'node:module';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleHandler, type HandlerBundle } from '../../../stacks/packaging/bundle-handler';

const root = join(__dirname, '../../..');
const entry = join(root, '__tests__/fixtures/handler-bundle/main.ts');

describe('bundleHandler', () => {
  let folder: string;
  let bundle: HandlerBundle;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    bundle = await bundleHandler(entry);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes one file that runs where nothing is installed', async () => {
    const [file] = bundle.files;
    const path = join(folder, file!.name);
    writeFileSync(path, file!.content);

    const { main } = createRequire(path)(path) as {
      main: (event: { name: string }) => Promise<string>;
    };

    expect(bundle.files).toHaveLength(1);
    expect(bundle.handler).toBe('index.main');
    await expect(main({ name: 'you' })).resolves.toBe('hello you function');
  });

  it('is the same bytes each time, wherever the checkout is', async () => {
    const elsewhere = join(folder, 'elsewhere');
    cpSync(dirname(entry), elsewhere, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(elsewhere, 'node_modules'));

    const { digest } = await bundleHandler(join(elsewhere, 'main.ts'));

    expect(digest).toBe(bundle.digest);
  });

  it('names no folder of the machine and carries no comments', () => {
    const code = Buffer.from(bundle.files[0]!.content).toString('utf8');

    expect(code).not.toContain(root);
    expect(code).not.toContain('legal comment');
  });

  it('fails with the place of the mistake', async () => {
    const broken = join(folder, 'broken.ts');
    writeFileSync(broken, 'export const main = ;\n');

    await expect(bundleHandler(broken)).rejects.toThrow('Unexpected ";"');
  });
});
