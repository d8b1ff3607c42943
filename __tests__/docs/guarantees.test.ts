import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './markdown';

const [promises = '', explanation = ''] =
  readDocument('docs/guarantees.md').split('## How it is proven');
const proofs = [...promises.matchAll(/\]\(\.\.\/(__tests__\/\S+)\s+'([^']+)'\)/g)];

describe('docs/guarantees.md', () => {
  it.each(proofs.map(([, file = '', title = '']) => ({ file, title })))(
    'names a test that there is: $title',
    ({ file, title }) => {
      expect(readFileSync(join(__dirname, '../..', file), 'utf8')).toContain(`'${title}'`);
    },
  );

  it('has a test behind each promise', () => {
    const unproven = promises
      .split(/^(?=- |#|\*\*)/m)
      .filter((part) => part.startsWith('- ') && !part.includes('](../__tests__/'));

    expect(unproven).toEqual([]);
    expect(proofs.length).toBeGreaterThan(20);
  });

  it('names the script that proves the rest', () => {
    expect(explanation).toContain('`npm run test:matrix`');
  });
});
