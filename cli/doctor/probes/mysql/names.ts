import type { NamePlace } from '../names';

const ask =
  (sql: string): NamePlace['ask'] =>
  (patient) =>
    patient.call(sql);

export const mysqlNames: readonly NamePlace[] = [
  {
    id: 'name-in-string',
    question: ":name in '…'",
    isChecked: false,
    expected: 'a :b c',
    ask: ask("select 'a :b c' as value"),
  },
  {
    id: 'name-in-double-quotes',
    question: ':name in "…"',
    isChecked: false,
    expected: 'a :b c',
    ask: ask('select "a :b c" as value'),
  },
  {
    id: 'name-in-identifier',
    question: ':name in `…`',
    isChecked: true,
    expected: 'a :b c',
    ask: ask('select 1 as `a :b c`'),
  },
  {
    id: 'name-in-comment',
    question: ':name in comments',
    isChecked: false,
    expected: 'a',
    ask: ask("select 'a' as value /* :b */ -- :c"),
  },
  {
    id: 'name-in-hash-comment',
    question: ':name in # comments',
    isChecked: true,
    expected: 'a',
    ask: ask("select 'a' as value # :b"),
  },
  {
    id: 'assignment',
    question: '@x :=1',
    isChecked: false,
    expected: '1',
    // NULL in the end, since the session goes back to its pool.
    ask: (patient) =>
      patient.call(`select (@${patient.base} :=1) + coalesce(@${patient.base} :=null, 0) as value`),
  },
  {
    id: 'label',
    question: 'l1:begin (label)',
    makes: 'objects',
    isChecked: true,
    expected: 'made',
    async ask(patient) {
      const made = await patient.call(`create procedure ${patient.nameOf('label')}() l1:begin end`);
      return made.kind === 'result' ? { kind: 'result', labels: [], rows: [['made']] } : made;
    },
  },
  {
    id: 'name-in-body',
    question: ":name in a body's '…'",
    makes: 'objects',
    isChecked: false,
    expected: "select 'a :b c' as value",
    async ask(patient) {
      const name = patient.nameOf('body');
      const made = await patient.call(`create procedure ${name}() select 'a :b c' as value`);
      if (made.kind !== 'result') return made;
      return patient.call(
        'select routine_definition as body from information_schema.routines ' +
          'where routine_schema = database() and routine_name = :name',
        { parameters: { name } },
      );
    },
  },
];
