export interface Difference {
  readonly path: string;
  /** As JSON; `(missing)` where there is nothing. */
  readonly left: string;
  readonly right: string;
}

/** Finds every place in which two JSON values differ. The order of keys is not one. */
export function compareJson(left: unknown, right: unknown, path = ''): readonly Difference[] {
  if (isContainer(left) && isContainer(right) && Array.isArray(left) === Array.isArray(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => compareJson(left[key], right[key], join(path, key)));
  }
  return Object.is(left, right) ? [] : [{ path, left: show(left), right: show(right) }];
}

type Container = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function show(value: unknown): string {
  return value === undefined ? '(missing)' : JSON.stringify(value);
}
