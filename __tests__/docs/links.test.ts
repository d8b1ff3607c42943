import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { documents, readDocument, withoutCodeBlocks } from './markdown';

const checkout = join(__dirname, '../..');

describe.each(documents)('%s', (document) => {
  it('links only to files and headings that exist', () => {
    const broken = linksOf(document).filter((link) => !resolves(document, link));

    expect(broken).toEqual([]);
  });
});

function linksOf(document: string): readonly string[] {
  const text = withoutCodeBlocks(readDocument(document));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function resolves(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : normalize(join(dirname(document), path));
  if (!existsSync(join(checkout, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(document: string): readonly string[] {
  const text = withoutCodeBlocks(readDocument(document));
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
