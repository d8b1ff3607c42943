import type { Concern, Settings } from '../settings';

export const postgresqlSettings = `
  select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
    'transaction_timeout', 'idle_in_transaction_session_timeout', 'transaction_read_only',
    'server_encoding', 'standard_conforming_strings')`;

/** What of them is not as a server has it by itself, and matters. */
export function postgresqlConcerns(found: Settings): readonly Concern[] {
  const timeout = (name: string, effect: string): readonly Concern[] => {
    const value = Number(found.get(name) ?? 0);
    return value === 0 ? [] : [{ mark: 'note', setting: `${name} = ${String(value)} ms`, effect }];
  };
  const other = (name: string, usual: string, concern: Omit<Concern, 'setting'>) => {
    const value = found.get(name) ?? usual;
    return value === usual ? [] : [{ ...concern, setting: `${name} = ${value}` }];
  };
  return [
    ...other('transaction_read_only', 'off', {
      mark: 'problem',
      effect:
        'The database takes no changes: is this the writer, and default_transaction_read_only off?',
    }),
    ...other('server_encoding', 'UTF8', {
      mark: 'note',
      effect: 'Scripts with other characters than those of this encoding fail.',
    }),
    ...other('standard_conforming_strings', 'on', {
      mark: 'note',
      effect: 'A backslash in a literal is an escape, which scripts may not expect.',
    }),
    ...timeout(
      'statement_timeout',
      'It ends a call with all its scripts; those that are applied stay, and the run goes on behind them.',
    ),
    ...timeout('transaction_timeout', 'It ends scripts that take longer.'),
    ...timeout('lock_timeout', 'Scripts that wait longer for a lock fail.'),
    ...timeout(
      'idle_in_transaction_session_timeout',
      'It ends scripts that share a session between calls.',
    ),
  ];
}
