import type { Outcome } from '../../outcome';
import type { Probe } from '../../probe';
import { interpretAlone, type AloneFound } from '../alone';

/** What MySQL does not prepare. */
export const mysqlAlone: Probe<AloneFound> = {
  id: 'runs-alone',
  question: 'CREATE FUNCTION, TRIGGER',
  makes: 'objects',
  async ask(patient) {
    const table = patient.nameOf('triggered');
    await patient.call(`create table ${table} (mark varchar(100))`);
    const made = await patient.call(
      `create function ${patient.nameOf('function')}() returns int deterministic ` +
        'begin declare one int default 1; return one; end',
    );
    const trigger = await patient.call(
      `create trigger ${patient.nameOf('trigger')} before insert on ${table} ` +
        "for each row begin set new.mark = 'a'; end",
    );
    return [
      { what: 'CREATE FUNCTION', outcome: made },
      { what: 'CREATE TRIGGER', outcome: trigger },
    ];
  },
  interpret: (found) => interpretAlone(found, adviceFor),
};

function adviceFor(outcome: Outcome): string {
  if (outcome.kind !== 'sql error') return '';
  // https://dev.mysql.com/doc/refman/8.0/en/stored-programs-logging.html
  return outcome.details.message.includes('log_bin_trust_function_creators')
    ? " Set log_bin_trust_function_creators = 1 in the cluster's parameter group."
    : '';
}
