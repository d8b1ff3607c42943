/** Says why a file or folder could not be read, as the end of a sentence that begins with its name. */
export function whyUnreadable(error: unknown): string {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : String(error);
  if (code === 'ENOENT') return 'does not exist; create it, or give another path';
  if (code === 'EISDIR') return 'is a folder; give the path of a file';
  if (code === 'ENOTDIR') return 'is not a folder; give the path of a folder';
  return `cannot be read (${code}); see to its permissions`;
}
