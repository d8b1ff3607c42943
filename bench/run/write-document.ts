import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const begin = '<!-- Written by npm run bench -- --write -->';
const end = '<!-- End of what npm run bench -- --write writes -->';

/** Puts the figures where the document has them, in its format. */
export async function writeDocument(path: string, figures: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const start = text.indexOf(begin);
  const stop = text.indexOf(end);
  if (start === -1 || stop < start) throw new Error(`${path} has no place for the figures`);
  const written = `${text.slice(0, start)}${begin}\n\n${figures}\n${text.slice(stop)}`;
  const config = await resolveConfig(path);
  await writeFile(path, await format(written, { ...config, parser: 'markdown' }));
}
