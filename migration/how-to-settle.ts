import { repairCommand } from './repair/request';

/** What a person does about a statement of which nobody else can say whether it was applied. */
export function howToSettle(version: string): string {
  return (
    'look in the database, and answer with ' +
    `${repairCommand({ version, action: 'statement-applied' })} or ` +
    `${repairCommand({ version, action: 'statement-not-applied' })} ` +
    '(docs/history.md, "A statement whose outcome is unknown").'
  );
}
