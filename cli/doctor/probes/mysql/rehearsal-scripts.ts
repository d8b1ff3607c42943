import type { Patient } from '../../patient';
import type { RehearsalScripts } from '../rehearsal';

export function mysqlRehearsal(patient: Patient): RehearsalScripts {
  const table = patient.nameOf('rehearsed');
  return {
    files: {
      'V1__table.sql': `create table ${table} (id int primary key, note varchar(100));\n`,
      'V2__traps.sql': `set @first := 7;
        insert into ${table} values (1, concat('a :name; ', @first));\n`,
    },
    look: `select note from ${table}`,
    expected: 'a :name; 7',
  };
}
