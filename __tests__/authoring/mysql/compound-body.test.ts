import { problems, texts } from './support';

const body = (text: string): string => `create procedure p() ${text}`;

describe('a body without DELIMITER', () => {
  it.each([
    ['a procedure', 'CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END'],
    ['a function', 'create function f(a int) returns int deterministic begin return 1; end'],
    ['a trigger', 'create trigger t before insert on x for each row begin set new.a = 1; end'],
    ['an event', 'create event e on schedule every 1 day do begin select 1; end'],
    ['an altered event', 'alter event e on schedule every 1 day do begin select 1; end'],
    [
      'an altered event, renamed',
      'alter definer=a@b event e rename to `do` do begin select 1; end',
    ],
    ['OR REPLACE', 'create or replace procedure p() begin select 1; end'],
    ['IF NOT EXISTS', 'create procedure if not exists p() begin select 1; end'],
    ['AGGREGATE', 'create aggregate function f(a int) returns int begin return 1; end'],
    ['DEFINER in backticks', 'create definer=`a`@`%` procedure p() begin select 1; end'],
    ['DEFINER in quotes', "create definer = 'a' @ 'b' procedure p() begin select 1; end"],
    [
      'DEFINER in words',
      'create definer=event@localhost trigger t after delete on x for each row begin select 1; end',
    ],
    ['DEFINER = CURRENT_USER', 'create definer=current_user procedure p() begin select 1; end'],
    [
      'DEFINER = CURRENT_USER()',
      'create definer = current_user() event e on schedule every 1 day do begin select 1; end',
    ],
    ['names in backticks', 'create procedure `begin`.`end`() begin select 1; end'],
    ['parameters', 'create procedure p(in begin int, out end decimal(10, 2)) begin select 1; end'],
    [
      'characteristics',
      "create procedure p() comment 'begin; end' language sql not deterministic modifies sql data sql security invoker begin select 1; end",
    ],
    [
      'a return type of many words',
      "create function f() returns set('a', 'b') character set utf8mb4 collate utf8mb4_bin no sql begin return 1; end",
    ],
    [
      'an order of triggers',
      'create trigger t after update on x for each row follows `u` begin select 1; end',
    ],
    [
      'an event with all clauses',
      "create event if not exists do on schedule at current_timestamp + interval 1 hour on completion not preserve enable comment 'do; begin' do begin select 1; end",
    ],
    ['a label', body('main: begin select 1; leave main; end main')],
    ['a label in backticks', body('`begin`: begin select 1; end `begin`')],
    ['a block that is not atomic', 'BEGIN NOT ATOMIC SELECT 1; SELECT 2; END'],
    [
      'comments everywhere',
      'create /* ; */ procedure # begin ;\n p -- ;\n () /* begin */ begin # end;\n select 1; end',
    ],
  ])('is one statement: %s', async (_, sql) => {
    expect(await texts(`${sql};select 2;`)).toEqual([sql, 'select 2']);
  });

  it.each([
    ['nested blocks', 'begin begin select 1; end; begin end; select 2; end'],
    [
      'IF',
      'begin if a then select 1; elseif b then select 2; else select 3; end if; select 4; end',
    ],
    ['IF in ELSE', 'begin if a then select 1; else if b then select 2; end if; end if; end'],
    ['IF with the IF() function', 'begin if if(a, b, c) then select if(1, 2, 3); end if; end'],
    [
      'CASE with an operand',
      'begin case a when 1 then select 1; when 2 then begin end; else select 3; end case; end',
    ],
    ['CASE without an operand', 'begin case when a then select 1; else select 2; end case; end'],
    [
      'CASE with an expression',
      'begin case case when a then 1 end when 1 then select 1; end case; end',
    ],
    ['LOOP', 'begin l: loop select 1; leave l; end loop l; end'],
    ['REPEAT', 'begin repeat select 1; until a > 1 end repeat; end'],
    [
      'REPEAT with the REPEAT() function',
      "begin l: repeat set a = repeat('x', 3); until repeat(a, 2) = 'b' end repeat l; end",
    ],
    ['WHILE', 'begin while a > 1 do select 1; end while; end'],
    ['FOR', 'begin for i in 1..3 do select 1; end for; end'],
    [
      'CASE expressions',
      'begin select case a when 1 then 2 else 3 end, 4; set a = case when b then c end; end',
    ],
    [
      'CASE expressions in conditions',
      'begin if case when a then b else c end then select 1; end if; while case a when 1 then 2 end do select 1; end while; end',
    ],
    [
      'a CASE expression at the end of REPEAT',
      'begin repeat select 1; until case when a then 1 else 2 end end repeat; end',
    ],
    [
      'nested CASE expressions',
      'begin if (case when a then case b when 1 then 2 end else 3 end) then select 1; end if; end',
    ],
    [
      'comments between END and IF',
      'begin if a then select 1; end /* ; */ -- if\n # while\n if; end',
    ],
    ['END over lines', 'begin if a then select 1; end\n\n  if\n; end'],
    [
      'variables called begin and end',
      'begin declare begin, end int; set end = 1; set begin = end; select begin, end from t; end',
    ],
    [
      'columns called end in conditions',
      'begin if end > 1 and end then select 1; end if; while end do set end = 0; end while; end',
    ],
    [
      'a column called end in CASE',
      'begin if case when end then end else end end then select 1; end if; end',
    ],
    [
      'a column called end at the end of REPEAT',
      'begin repeat set end = 1; until end end repeat; end',
    ],
    ['a column called do', 'begin while do do set do = 0; end while; end'],
    [
      'columns behind a dot',
      'begin if new.end and t.then = t.case then select t.begin, t.if; end if; end',
    ],
    ['names in backticks', 'begin if `then` then set `end` = 1; end if; select `begin`; end'],
    ['words in strings', "begin select 'end; if', \"begin\"; if 'then' then select 1; end if; end"],
    ['an aliased column', 'begin select 1 as begin, 2 as end; end'],
    [
      'a handler with a block',
      'begin declare continue handler for not found begin set a = 1; end; select 1; end',
    ],
    [
      'a handler with a statement',
      "begin declare exit handler for sqlstate value '23000', 1062, sqlwarning, not found, named set a = 1; select 1; end",
    ],
    [
      'a handler with IF',
      'begin declare exit handler for sqlexception if a then resignal; end if; select 1; end',
    ],
    [
      'a cursor',
      'begin declare c cursor for select 1; declare a int default 1; declare b condition for 1051; open c; fetch c into a; close c; end',
    ],
    [
      'DO and transactions',
      'begin start transaction; do sleep(1); begin end; commit; rollback; end',
    ],
    [
      'GET DIAGNOSTICS and SIGNAL',
      "begin get diagnostics condition 1 @a = message_text; signal sqlstate '45000'; end",
    ],
    ['version comments', 'begin /*!80000 select 1; */ select 2; end'],
    [
      'INSERT with IF EXISTS',
      'begin drop table if exists a; insert into a values (1) on duplicate key update b = if(1, 2, 3); end',
    ],
  ])('is one statement: %s', async (_, text) => {
    const sql = body(text);

    expect(await texts(`${sql};select 2;`)).toEqual([sql, 'select 2']);
  });

  it.each([
    ['IF', 'create trigger t before insert on x for each row if new.a then set new.b = 1; end if'],
    ['CASE', body('case when a then select 1; end case')],
    ['LOOP', body('l: loop leave l; select 1; end loop')],
    ['REPEAT', body('repeat select 1; until 1 end repeat')],
    ['WHILE', body('sql security invoker while a do select 1; end while')],
    ['a labelled loop', body('`l` : loop leave l; end loop `l`')],
  ])('needs no BEGIN: %s', async (_, sql) => {
    expect(await texts(`${sql};select 2;`)).toEqual([sql, 'select 2']);
  });

  it.each([
    ['of a procedure', body('select if(1, 2, 3), case 1 when 2 then 3 end, begin, end')],
    ['of a procedure, which sets', body('set @begin = 1')],
    [
      'of a function',
      'create function f() returns char(3) charset latin1 return if(1, repeat(2, 3), 4)',
    ],
    ['of a trigger', "create trigger t before insert on x for each row set new.a = 'begin'"],
    ['of an event', 'create event e on schedule every 1 day do update t set end = 1'],
    ['of a loadable function', "create function f returns string soname 'begin.so'"],
  ])('ends at the first semicolon when it is one statement: %s', async (_, sql) => {
    expect(await texts(`${sql};select 2;`)).toEqual([sql, 'select 2']);
  });

  it.each([
    ['a table with columns begin and end', 'create table t (begin int, end int, `if` int)'],
    ['a view', 'create or replace definer=a@b view v as select begin, case when 1 then 2 end'],
    ['a table of events', 'create table event (begin int)'],
    ['an index', 'create index begin on t (end)'],
    ['a selected begin', 'select begin, end from t where begin = 1'],
    ['an altered table', 'alter table t add begin int'],
    ['an altered event without a body', 'alter event e disable'],
    ['a dropped procedure', 'drop procedure begin'],
    ['a call', 'call begin()'],
    ['an explained CASE', 'explain select case 1 when 1 then 2 end'],
  ])('is not seen in %s', async (_, sql) => {
    expect(await texts(`${sql};select 2;`)).toEqual([sql, 'select 2']);
  });

  it('may be the last of the file without a semicolon', async () => {
    expect(await texts('create procedure p() begin select 1; end')).toEqual([
      'create procedure p() begin select 1; end',
    ]);
  });

  it('reads what the mysql client cuts up: several bodies in a file', async () => {
    expect(
      await texts(
        'drop procedure if exists p;',
        'create procedure p()',
        'begin',
        '  if not exists (select 1 from t where end = 1) then',
        '    alter table t add column a int;',
        '  end if;',
        'end;',
        '',
        'call p();',
        'create trigger t before insert on x for each row begin end;',
        'drop procedure p;',
      ),
    ).toEqual([
      'drop procedure if exists p',
      'create procedure p()\nbegin\n  if not exists (select 1 from t where end = 1) then\n' +
        '    alter table t add column a int;\n  end if;\nend',
      'call p()',
      'create trigger t before insert on x for each row begin end',
      'drop procedure p',
    ]);
  });

  it.each([
    ['BEGIN', 'begin select 1;', 22, 'END'],
    ['IF', 'begin if a then select 1;', 28, 'END IF'],
    ['CASE', 'begin case a when 1 then select 1;', 28, 'END CASE'],
    ['LOOP', 'begin l: loop select 1;', 31, 'END LOOP'],
    ['REPEAT', 'begin repeat select 1; until 1', 28, 'END REPEAT'],
    ['WHILE', 'begin while 1 do select 1;', 28, 'END WHILE'],
  ])('refuses a %s that is not closed at the end of the file', async (kind, text, column, end) => {
    expect(await problems('select 1;', `${body(text)} select 2;`)).toEqual([
      { line: 2, column, message: `this ${kind} is not closed; add the missing ${end}` },
    ]);
  });

  it('refuses a body that is not closed at its own delimiter', async () => {
    expect(await problems('DELIMITER //', `${body('begin select 1;')} //`, 'select 1//')).toEqual([
      { line: 2, column: 22, message: 'this BEGIN is not closed; add the missing END' },
    ]);
  });

  it('refuses an END that closes another block than the one open, and reads on', async () => {
    expect(
      await problems(body('begin'), '  if a then select 1;', 'end;', 'select 1;', 'commit;'),
    ).toMatchObject([
      {
        line: 3,
        column: 1,
        message: 'this END does not close the IF that is open; add the missing END IF before it',
      },
      { line: 5, column: 1 },
    ]);
  });

  it('refuses an END IF where a block is to be closed', async () => {
    expect(await problems(body('begin select 1; end if; end;'))).toEqual([
      {
        line: 1,
        column: 38,
        message: 'this END does not close the BEGIN that is open; add the missing END before it',
      },
    ]);
  });
});
