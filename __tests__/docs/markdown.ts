import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const checkout = join(__dirname, '../..');

/** Paths of all documents, from the checkout's folder. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(checkout, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
  'examples/api/README.md',
];

export function readDocument(path: string): string {
  return readFileSync(join(checkout, path), 'utf8');
}

/** Contents of the code blocks. */
export function codeBlocks(text: string): readonly string[] {
  return [...text.matchAll(fence)].map(({ groups }) => {
    const { indent = '', content = '' } = groups ?? {};
    return content.replaceAll(`\n${indent}`, '\n').slice(indent.length);
  });
}

/** Contents of the code spans within paragraphs and tables. */
export function codeSpans(text: string): readonly string[] {
  return [...withoutCodeBlocks(text).matchAll(/(`+)(.*?)\1/gs)].map(([, , span = '']) => span);
}

export function withoutCodeBlocks(text: string): string {
  return text.replace(fence, '');
}

/** The rows of the table that has this text in its head, without the head; cells by column. */
export function tableRows(text: string, inHead: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('|') && line.includes(inHead));
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const fence = /^(?<indent> *)```[^\n]*\n(?<content>.*?)^ *```$/gms;
