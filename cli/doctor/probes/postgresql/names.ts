import type { NamePlace } from '../names';

const ask =
  (sql: string): NamePlace['ask'] =>
  (patient) =>
    patient.call(sql);

export const postgresqlNames: readonly NamePlace[] = [
  {
    id: 'name-in-string',
    question: ":name in '…'",
    isChecked: false,
    expected: 'a :b c',
    ask: ask("select 'a :b c' as value"),
  },
  {
    id: 'name-in-identifier',
    question: ':name in "…"',
    isChecked: false,
    expected: 'a :b c',
    ask: ask('select 1 as "a :b c"'),
  },
  {
    id: 'name-in-comment',
    question: ':name in comments',
    isChecked: false,
    expected: 'a',
    ask: ask("select 'a' as value /* :b */ -- :c"),
  },
  {
    id: 'name-in-dollar-quotes',
    question: ':name in $$ … $$',
    isChecked: true,
    expected: 'a :b c',
    ask: ask('select $$a :b c$$ as value'),
  },
  {
    id: 'name-in-slice',
    question: ':name in a[1:2]',
    isChecked: true,
    expected: '{1,2}',
    ask: ask('select cast((array[1,2,3])[1:2] as text) as value'),
  },
  {
    id: 'name-after-backslash',
    question: ":name after '…\\'",
    isChecked: true,
    expected: ':b c',
    ask: ask("select 'a\\' as first, ':b c' as value"),
  },
  {
    id: 'cast-in-dollar-quotes',
    question: 'x::int in $$',
    isChecked: false,
    expected: 'a::int',
    ask: ask('select $$a::int$$ as value'),
  },
  {
    id: 'assignment',
    question: 'x :=1 in $$',
    isChecked: false,
    expected: 'x :=1',
    ask: ask('select $$x :=1$$ as value'),
  },
];
