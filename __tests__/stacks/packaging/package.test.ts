import { createPackage } from '../../../stacks/packaging/package';

function packageOf(files: Readonly<Record<string, string>>) {
  return createPackage(
    Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })),
  );
}

describe('createPackage', () => {
  it('sorts by code units, whatever order the files come in', () => {
    const { files } = packageOf({ b: '', a: '', Ä: '', C: '' });

    expect(files.map(({ name }) => name)).toEqual(['C', 'a', 'b', 'Ä']);
  });

  it('has one digest for one content', () => {
    expect(packageOf({ a: '1', b: '2' }).digest).toBe(packageOf({ b: '2', a: '1' }).digest);
    expect(packageOf({ a: '1', b: '2' }).digest).toBe(
      'a8eca051b64510e4f82137f9f52c62dddab848d342c5f128657243481396f973',
    );
  });

  it('has another digest for another name, content, or place of the border between them', () => {
    const digests = [
      packageOf({ a: '1', b: '2' }),
      packageOf({ a: '1', c: '2' }),
      packageOf({ a: '1', b: '3' }),
      packageOf({ a: '1b2', b: '' }),
      packageOf({ a: '', b: '1b2' }),
    ].map(({ digest }) => digest);

    expect(new Set(digests).size).toBe(5);
  });
});
