import type { Script } from '../compare';
import { repairCommand, type RepairAction, type RepairRequest } from './request';

/** Why a repair is none for a script, and which one is. */
export function refusal(
  { version, action }: RepairRequest,
  { state, migration, entry }: Script,
  possible: readonly RepairRequest[],
): string {
  const name = entry?.file ?? migration?.file ?? `V${version}`;
  const ways =
    possible.length === 0
      ? 'There is nothing to repair in it.'
      : `Possible for it now: ${possible.map(repairCommand).join(', ')}.`;
  return `${name} is ${state}, and --${action} is for ${subjects[action]}. ${ways}`;
}

const subjects: Readonly<Record<RepairAction, string>> = {
  'remove-failed': 'a script that failed or was interrupted',
  'statement-applied': 'a script whose statement in flight has an unknown outcome',
  'statement-not-applied': 'a script whose statement in flight has an unknown outcome',
  'accept-checksum': 'a script that was edited after it was applied, whole or in part',
  forget: 'a script that is missing from the folder',
};
