import { defaultSwitches } from '../../local/options';
import { readStatement } from '../../local/statement';

describe('a text for MySQL', () => {
  it.each([
    'create -- ;\n procedure p() begin select 1; end',
    'create definer = `a;b`@"c;d" /* ; */ trigger t after insert on a for each row begin end; -- x',
    '# ;\n begin not atomic select 1; select 2; end',
  ])('may hold semicolons where it is a body: %s', (sql) => {
    expect(readStatement(sql, 'mysql', defaultSwitches).parts).toEqual([sql]);
  });

  it.each(['select 1; select 2', "create table t (a int); select 'procedure'"])(
    'is refused with several statements: %s',
    (sql) => {
      expect(() => readStatement(sql, 'mysql', defaultSwitches)).toThrow(
        "Multistatements aren't supported",
      );
    },
  );
});
