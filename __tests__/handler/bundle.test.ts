import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { bundleHandler } from '../../stacks/packaging/bundle-handler';

const entry = join(__dirname, '../../handler/main.ts');

describe("the handler's bundle", () => {
  let code: string;
  let digest: string;

  beforeAll(async () => {
    const bundle = await bundleHandler(entry);
    digest = bundle.digest;
    code = Buffer.from(bundle.files[0]!.content).toString('utf8');
  });

  it('is at most 600 kB', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(600_000);
  });

  it('has the handler inside', () => {
    expect(found(/aurora_migrate_run_1|The migration function does not/g)).toContain(
      'aurora_migrate_run_1',
    );
  });

  it('has no SQL parser inside', () => {
    expect(found(/libpg|pg-query|pgsql-parser|WebAssembly/g)).toEqual([]);
  });

  it('has no driver and no local database inside', () => {
    expect(found(/pglite|mysql2|fastify/gi)).toEqual([]);
  });

  it('brings everything that Node.js does not, the SDK included', () => {
    const foreign = found(/(?<=\brequire\(")[^"]+/g).filter((name) => !isBuiltin(name));

    // Behind a try in the SDK, for a kind of signature that the Data API does not take.
    expect(new Set(foreign)).toEqual(new Set(['@aws-sdk/signature-v4-crt']));
  });

  it('is the same bytes each time', async () => {
    expect((await bundleHandler(entry)).digest).toBe(digest);
  });

  // Only what is found: a failure must not print the whole bundle.
  function found(pattern: RegExp): readonly string[] {
    return [...code.matchAll(pattern)].map(([match]) => match);
  }
});
