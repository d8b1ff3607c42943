/** What other ways to a database are known to damage. */
export interface Trap {
  readonly title: string;
  /** What a plain connection runs, one by one. */
  readonly statements: readonly string[];
  /**
   * The file, as it is on disk.
   *
   * @default the statements, with a semicolon and a line end behind each
   */
  readonly script?: string;
  /** Shows what was stored: one row with one column. */
  readonly question: string;
  readonly stored: string;
}

export function scriptOf({ statements, script }: Trap): string {
  return script ?? statements.map((statement) => `${statement};\n`).join('');
}
