/** Says why a file or folder could not be read, as the end of a sentence that begins with its name. */
export function whyUnreadable(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'does not exist; create it, or give another path';
  if (code === 'EISDIR') return 'is a folder; give the path of a file';
  if (code === 'ENOTDIR') return 'is not a folder; give the path of a folder';
  return `cannot be read (${code}); see to its permissions`;
}

function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : String(error);
}
