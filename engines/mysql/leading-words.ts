/** The first words of a statement, in lower case, behind its comments. */
export function leadingWords(statement: string): string {
  let rest = statement;
  for (;;) {
    const bare = rest.replace(skipped, '');
    if (bare === rest) return bare.slice(0, 200).toLowerCase();
    rest = bare;
  }
}

// White space, comments, and the opening of a version comment (/*!40101 …), whose content counts.
const skipped =
  /^(?:\s+|#[^\n]*(?:\n|$)|--(?:[^\S\n][^\n]*)?(?:\n|$)|\/\*![0-9]*|\/\*M![0-9]*|\/\*(?!!|M!)[^]*?\*\/|\()/;

/**
 * Whether a statement and its checkpoint are one transaction. All others commit by
 * themselves, so a server that dies behind one leaves it unknown whether it was applied.
 */
export function isTransactional(statement: string): boolean {
  return transactional.test(leadingWords(statement));
}

const transactional =
  /^(?:insert|update|delete|replace|select|with|values|table|do|set|show|explain|describe|desc)\b/;
