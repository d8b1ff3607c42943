import type { Patient } from '../../patient';
import type { RehearsalScripts } from '../rehearsal';

export function postgresqlRehearsal(patient: Patient): RehearsalScripts {
  const table = patient.nameOf('rehearsed');
  const trap = patient.nameOf('trap');
  return {
    files: {
      'V1__table.sql': `create table ${table} (id int primary key, note text);\n`,
      'V2__traps.sql': `create function ${trap}(numbers int[]) returns text language plpgsql as $$
        declare first int := (numbers[1:1])[1];
        begin return 'a :name; ' || first::text; end $$;
        insert into ${table} values (1, ${trap}(array[7, 8]));\n`,
      'V3__alone.sql': `vacuum ${table};\n`,
    },
    look: `select note from ${table}`,
    expected: 'a :name; 7',
  };
}
