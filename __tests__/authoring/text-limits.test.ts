import { findTextProblems } from '../../authoring/text-limits';

const parameter = (name: string) =>
  `the Data API would take ${name} for a parameter, since this statement runs alone and is sent ` +
  `as text; write a space behind the colon, or put it into quotes`;

const backslash =
  'the Data API would take this backslash and the quote behind it for an escape, since this ' +
  "statement runs alone and is sent as text; write E'…' with \\\\ for each backslash";

describe('findTextProblems', () => {
  it('takes a statement of 65,000 characters', () => {
    expect(findTextProblems('x'.repeat(65_000), 'aurora-postgresql')).toEqual([]);
  });

  it('refuses a statement of 65,001 characters', () => {
    expect(findTextProblems('x'.repeat(65_001), 'aurora-postgresql')).toEqual([
      {
        index: 0,
        message:
          'this statement runs alone and has 65001 characters, but a call of the Data API takes at ' +
          'most 65000 of such a statement; make it shorter',
      },
    ]);
  });

  it.each([
    ['a[1:2]', 3, ':2'],
    ['do $$ select a from b where c = :d; $$', 32, ':d'],
    ["do $a$ it's :x ' :yy $a$", 17, ':yy'],
    ["select 'a' :é", 11, ':é'],
    ["select '\\\\' :a", 12, ':a'],
  ])('refuses %s on PostgreSQL', (text, index, name) => {
    expect(findTextProblems(text, 'aurora-postgresql')).toEqual([
      { index, message: parameter(name) },
    ]);
  });

  it.each([
    'a::int',
    "':a', \":b\", E'it\\'s :c', 'it''s :d'",
    '-- :a\n1 /* :b */',
    'a[1: 2]',
    'do $$ begin a := 1; end $$',
    'do $$ select \'{"a":1}\'::jsonb $$',
    '1 : 2',
  ])('takes %s on PostgreSQL', (text) => {
    expect(findTextProblems(text, 'aurora-postgresql')).toEqual([]);
  });

  it.each([
    ["'C:\\'", 3],
    ["select 'a\\\\\\'", 11],
    ['"a\\"', 2],
    ["select name'a\\'", 13],
  ])('refuses %s, whose literal ends in a backslash, on PostgreSQL', (text, index) => {
    expect(findTextProblems(text, 'aurora-postgresql')).toEqual([{ index, message: backslash }]);
  });

  it.each(["E'C:\\\\'", "'C:\\\\'", "e'it\\'s'", "-- 'a\\'\n1", "'a\\b'"])(
    'takes the backslashes of %s on PostgreSQL',
    (text) => {
      expect(findTextProblems(text, 'aurora-postgresql')).toEqual([]);
    },
  );

  it.each([
    ['create procedure p() l1:LOOP leave l1; end loop', 23, ':LOOP'],
    ['create procedure p() begin # it\'s\n l1:LOOP; # "\nend', 37, ':LOOP'],
    ["create procedure p() begin # it's\n l1:LOOP; end", 37, ':LOOP'],
    ["create procedure p() begin select `it's`; l1:LOOP; end", 44, ':LOOP'],
    ['create procedure p() begin # :a\n end', 29, ':a'],
    ['/*!50003 create procedure p() l1:LOOP */', 32, ':LOOP'],
  ])('refuses %s on MySQL', (text, index, name) => {
    expect(findTextProblems(text, 'aurora-mysql')).toEqual([{ index, message: parameter(name) }]);
  });

  it.each([
    ['drop procedure # ;\n p', 17],
    ['drop procedure `a;b`', 17],
    ["drop procedure # it's\n p -- '; x", 29],
  ])('refuses %s, whose semicolon may end it, on MySQL', (text, index) => {
    expect(findTextProblems(text, 'aurora-mysql')).toEqual([
      {
        index,
        message:
          'the Data API may take this semicolon for the end of the statement, since it runs alone ' +
          'and is sent as text; take it out',
      },
    ]);
  });

  it.each([
    "drop procedure /* ; */ -- ;\n p comment ';'",
    'create procedure p() begin # it\n select 1; end',
    "create procedure p() begin l1: LOOP set @a := 'it\\'s :x'; end loop; end",
    'create procedure p() begin /* :a */ -- :b\n end',
    'create trigger t before insert on a for each row set new.b = \'12:30\', new.c = "a:b"',
  ])('takes %s on MySQL', (text) => {
    expect(findTextProblems(text, 'aurora-mysql')).toEqual([]);
  });
});
