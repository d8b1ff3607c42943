import { sessionNames } from '../../../engines/mysql/session-names';

describe('sessionNames', () => {
  it('is empty for statements that leave nothing in the session', () => {
    expect(sessionNames(['create table a (id int)', 'insert into a values (1)'])).toEqual([]);
  });

  it('finds user variables wherever they are assigned', () => {
    const texts = ['set @b = 1, @A := 2', 'select 1 into @c', 'select @`d` := 4'];

    expect(sessionNames(texts)).toEqual([
      ['user', 'a'],
      ['user', 'b'],
      ['user', 'c'],
      ['user', 'd'],
    ]);
  });

  it.each([
    'set time_zone = "+00:00"',
    'SET SESSION Time_Zone="+00:00"',
    'set @@time_zone := "+00:00"',
    'set @@session.time_zone = "+00:00"',
    'set local time_zone = "+00:00"',
    '/* why */ set time_zone = default',
  ])('finds the variable of the server in %s', (text) => {
    expect(sessionNames([text])).toEqual([['system', 'time_zone']]);
  });

  it('finds all of one statement', () => {
    expect(sessionNames(['set foreign_key_checks = 0, unique_checks = 0, @x = 1'])).toEqual([
      ['system', 'foreign_key_checks'],
      ['system', 'unique_checks'],
      ['user', 'x'],
    ]);
  });

  it.each(['set session transaction isolation level serializable', 'SET TRANSACTION READ ONLY'])(
    'finds the variables behind %s',
    (text) => {
      expect(sessionNames([text])).toEqual([
        ['system', 'transaction_isolation'],
        ['system', 'transaction_read_only'],
        ['system', 'tx_isolation'],
        ['system', 'tx_read_only'],
      ]);
    },
  );

  it('finds locks, and the id of the last row', () => {
    const texts = ["do get_lock('a', 1)", 'insert into b values (LAST_INSERT_ID ())'];

    expect(sessionNames(texts)).toEqual([
      ['locks', 'all'],
      ['system', 'last_insert_id'],
    ]);
  });

  it('takes an assignment outside of SET for none', () => {
    expect(sessionNames(['update a set time_zone = 1'])).toEqual([]);
  });

  it('leaves to the runner what is its own business', () => {
    const texts = ["set sql_mode = ''", 'set character_set_client = utf8mb4'];

    expect(sessionNames(texts)).toEqual([]);
  });

  it.each([
    'create temporary table T (id int)',
    'CREATE TEMPORARY TABLE IF NOT EXISTS `t` (id int)',
    'create  temporary\ntable t as select 1',
  ])('finds the temporary table of %j', (text) => {
    expect(sessionNames([text])).toEqual([['temporary', 't']]);
  });

  it('finds what stands for a prepared statement', () => {
    expect(sessionNames(["prepare stmt from 'select 1'"])).toEqual([
      ['user', 'aurora_migrate_prepared_stmt'],
      ['user', 'aurora_migrate_statement'],
    ]);
  });

  it('takes an account for no variable', () => {
    expect(sessionNames(["grant select on a to 'u'@'host'", 'grant all on a to u@host'])).toEqual(
      [],
    );
  });

  it('names each once', () => {
    expect(sessionNames(['set @a = 1', 'set @A = 2'])).toEqual([['user', 'a']]);
  });
});
