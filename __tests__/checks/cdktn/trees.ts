import type { Tree } from '../../../checks/cdktn/compare-trees';

/** A tree of files; a value that is no text becomes JSON. */
export function treeOf(files: Readonly<Record<string, unknown>>): Tree {
  return new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    ]),
  );
}
