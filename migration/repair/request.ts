import { controlCharacter } from '../visible';

/** What can be done to a script's entry in the history, one at a time. */
export const repairActions = [
  'remove-failed',
  'statement-applied',
  'statement-not-applied',
  'accept-checksum',
  'forget',
] as const;

export type RepairAction = (typeof repairActions)[number];

/** The one thing that somebody wants done, for one script. */
export interface RepairRequest {
  readonly version: string;
  readonly action: RepairAction;
  /**
   * Says, with `remove-failed`, that the statements which were applied have been undone by hand.
   *
   * @default false
   */
  readonly undone?: boolean;
}

/** The command that does it, as messages name it: `aurora-migrate repair 7 --forget`. */
export function repairCommand({ version, action, undone = false }: RepairRequest): string {
  return `"aurora-migrate repair ${version} --${action}${undone ? ' --undone' : ''}"`;
}

/** What the column of a version, and of who did a repair, holds on MySQL. */
export const maxNameLength = 255;

/** Whether a name stands in the database as it is written: no NUL, and no half of a surrogate pair. */
export function isPlainName(name: string): boolean {
  return !controlCharacter.test(name) && !/\p{Cs}/u.test(name);
}
