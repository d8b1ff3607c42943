import { toRunnerStatement } from '../../../engines/mysql/prepared-statements';

describe('toRunnerStatement', () => {
  it.each(['select 1', 'insert into prepare values (1)', 'create table execute (id int)'])(
    'leaves %s as it is',
    (statement) => {
      expect(toRunnerStatement(statement)).toEqual({});
    },
  );

  it('keeps the text of PREPARE in a variable', () => {
    expect(toRunnerStatement("PREPARE Stmt FROM 'select 1'")).toEqual({
      setup: `set @aurora_migrate_prepared_stmt = 'select 1', @aurora_migrate_statement = 'do 0'`,
    });
  });

  it('keeps the variable that PREPARE names', () => {
    expect(toRunnerStatement('prepare\n  `stmt`\n  from @sql')).toEqual({
      setup: `set @aurora_migrate_prepared_stmt = @sql, @aurora_migrate_statement = 'do 0'`,
    });
  });

  it('passes comments over', () => {
    const statement = 'prepare /* a */ stmt -- b\n from # c\n --\n @sql';

    expect(toRunnerStatement(statement)).toEqual({
      setup: `set @aurora_migrate_prepared_stmt = @sql, @aurora_migrate_statement = 'do 0'`,
    });
  });

  it('runs what was prepared', () => {
    expect(toRunnerStatement('execute stmt')).toEqual({
      setup: 'set @aurora_migrate_statement = @aurora_migrate_prepared_stmt',
      argumentCount: 0,
    });
  });

  it('copies the arguments', () => {
    expect(toRunnerStatement('EXECUTE stmt USING @a , @`b c`,@d')).toEqual({
      setup:
        'set @aurora_migrate_statement = @aurora_migrate_prepared_stmt, @aurora_migrate_1 = @a, ' +
        '@aurora_migrate_2 = @`b c`, @aurora_migrate_3 = @d',
      argumentCount: 3,
    });
  });

  it.each(['deallocate prepare stmt', 'DROP PREPARE `stmt`'])('forgets it with %s', (statement) => {
    expect(toRunnerStatement(statement)).toEqual({
      setup: `set @aurora_migrate_prepared_stmt = null, @aurora_migrate_statement = 'do 0'`,
    });
  });
});
