import type { Node } from 'libpg-query';

/** Names, without schemas, of all functions that a statement calls by name. */
export function calledFunctions(node: Node): readonly string[] {
  const names: string[] = [];
  // Not recursive: a chain of a thousand || is a tree a thousand levels deep.
  const open: unknown[] = [node];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if ('funcname' in value && Array.isArray(value.funcname)) {
      names.push(lastName(value.funcname as readonly Node[]));
    }
    for (const child of Object.values(value)) open.push(child);
  }
  return names;
}

function lastName(path: readonly Node[]): string {
  const last = path.at(-1);
  return last && 'String' in last ? (last.String.sval ?? '') : '';
}
