import { maxScriptBytes } from '../../../../authoring/check-folder';
import type { Concern, Settings } from '../settings';

export const mysqlSettings = `
  select 'max_allowed_packet' as name, cast(@@max_allowed_packet as char) as value
  union all select 'innodb_read_only', cast(@@innodb_read_only + 0 as char)
  union all select 'character_set_connection', @@character_set_connection
  union all select 'lock_wait_timeout', cast(@@lock_wait_timeout as char)
  union all select 'autocommit', cast(@@autocommit + 0 as char)`;

// As JSON, and as a value in a statement, each character can become two.
const neededPacketBytes = 2 * maxScriptBytes;

/** What of them is not as a server has it by itself, and matters. */
export function mysqlConcerns(found: Settings): readonly Concern[] {
  const concerns: Concern[] = [];
  const value = (name: string, usual: string) => found.get(name) ?? usual;
  if (value('innodb_read_only', '0') !== '0') {
    concerns.push({
      mark: 'problem',
      setting: 'innodb_read_only = 1',
      effect: 'The database takes no changes: is this the writer?',
    });
  }
  const packet = Number(value('max_allowed_packet', String(neededPacketBytes)));
  if (packet < neededPacketBytes) {
    concerns.push({
      mark: 'note',
      setting: `max_allowed_packet = ${String(packet)}`,
      effect: `Runs with large scripts fail: set it to ${String(neededPacketBytes)} at least.`,
    });
  }
  const charset = value('character_set_connection', 'utf8mb4');
  if (charset !== 'utf8mb4') {
    concerns.push({
      mark: 'note',
      setting: `character_set_connection = ${charset}`,
      effect: 'Scripts with characters that it does not have fail, or lose them.',
    });
  }
  const lockWait = Number(value('lock_wait_timeout', '31536000'));
  if (lockWait < shortLockWaitSeconds) {
    concerns.push({
      mark: 'note',
      setting: `lock_wait_timeout = ${String(lockWait)} s`,
      effect: 'DDL that waits longer for a table fails.',
    });
  }
  if (value('autocommit', '1') !== '1') {
    concerns.push({
      mark: 'problem',
      setting: 'autocommit = 0',
      effect: 'What a call does is not committed: set autocommit = 1.',
    });
  }
  return concerns;
}

const shortLockWaitSeconds = 60;
