import type { DefElem, Node } from 'libpg-query';

/** Finds an option of a statement by its name. */
export function findOption(nodes: readonly Node[] | undefined, name: string): DefElem | undefined {
  return nodes
    ?.map((node) => ('DefElem' in node ? node.DefElem : undefined))
    .find((option) => option?.defname === name);
}

/** Reads an option as PostgreSQL does: `name`, `name true`, `name on` and `name 1` switch it on. */
export function isOn(option: DefElem | undefined, byDefault: boolean): boolean {
  if (!option) return byDefault;
  const { arg } = option;
  if (!arg) return true;
  // The tree leaves zero out.
  if ('Integer' in arg) return (arg.Integer.ival ?? 0) !== 0;
  return !['false', 'off'].includes(wordOf(arg).toLowerCase());
}

// Reserved words come as strings, others (off) as names of types.
function wordOf(arg: Node): string {
  if ('String' in arg) return arg.String.sval ?? '';
  const last = 'TypeName' in arg ? arg.TypeName.names?.at(-1) : undefined;
  return last && 'String' in last ? (last.String.sval ?? '') : '';
}
