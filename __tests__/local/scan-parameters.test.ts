import { scanParameters } from '../../local/scan-parameters';

const names = (sql: string): readonly string[] => scanParameters(sql).names;

describe('scanParameters', () => {
  it('finds names, also twice and side by side', () => {
    expect(scanParameters('select :a, :b+:a')).toEqual({
      parts: ['select ', ', ', '+', ''],
      names: ['a', 'b', 'a'],
      hasMoreStatements: false,
    });
  });

  it.each([
    ['a literal', "select 'a:b'"],
    ['a literal with a doubled quote', "select 'it''s :b'"],
    ['a quoted name', 'select "a:b"'],
    ['a MySQL name', 'select `a:b`'],
    ['a line comment', 'select 1 -- :b'],
    ['a block comment', 'select 1 /* :b */'],
    ['a cast', 'select x::int'],
    ['an assignment', 'set @a := 1'],
  ])('leaves %s alone', (_what, sql) => {
    expect(names(sql)).toEqual([]);
  });

  it.each([
    ['a dollar-quoted body', 'do $$ begin raise notice :word; end $$', ['word']],
    ['an array slice', 'select a[1:2]', ['2']],
    ['a label', 'l1:LOOP', ['LOOP']],
  ])('falls into the trap of %s', (_what, sql, found) => {
    expect(names(sql)).toEqual(found);
  });

  it('is derailed by a literal that ends in a backslash', () => {
    expect(names(String.raw`select 'C:\', :a, 'b:c'`)).toEqual(['c']);
  });

  it.each([
    ['select 1; select 2', true],
    ['select 1;', false],
    ['select 1; -- done', false],
    ['select 1; /* done */ ', false],
    ["select ';' as a", false],
    ['select 1;;', false],
    ['create procedure p() begin select 1; end', true],
  ])('says whether there is more behind the end of %j', (sql, expected) => {
    expect(scanParameters(sql).hasMoreStatements).toBe(expected);
  });

  it('takes a long text in one go', () => {
    const sql = `select '${'x'.repeat(65_000)}', :a`;

    expect(names(sql)).toEqual(['a']);
  });
});
