/** What a person does about a statement of which nobody else can say whether it was applied. */
export function howToSettle(version: string): string {
  return (
    'look in the database, and answer with ' +
    `${toRepair(version, 'statement-applied')} or ${toRepair(version, 'statement-not-applied')} ` +
    '(docs/history.md, "A statement whose outcome is unknown").'
  );
}

export function toRepair(version: string, option: string): string {
  return `"aurora-migrate repair ${version} --${option}"`;
}
