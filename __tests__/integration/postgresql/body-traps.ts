import type { Trap } from './trap';

const bodyOf = (name: string) => `select prosrc from pg_proc where proname = '${name}'`;

/** Texts that hold other texts. */
export const bodyTraps: readonly Trap[] = [
  {
    title: ':word inside $$',
    script: `create function said(word text) returns text language plpgsql as $$
declare
  noon text := '12:30:45'; -- :comment
begin
  return noon || ' :word ' || word; /* :word */
end
$$;`,
    question: bodyOf('said'),
    stored: `
declare
  noon text := '12:30:45'; -- :comment
begin
  return noon || ' :word ' || word; /* :word */
end
`,
  },
  {
    title: 'dollar tags within each other',
    script: `create function outer_one() returns text language plpgsql as $outer$
begin
  execute $inner$ select $$it's :here; $1$$ $inner$;
  return $Ünï$ $outer $ $$ $Ünï$;
end
$outer$;`,
    question: bodyOf('outer_one'),
    stored: `
begin
  execute $inner$ select $$it's :here; $1$$ $inner$;
  return $Ünï$ $outer $ $$ $Ünï$;
end
`,
  },
  {
    title: 'a[1:2]',
    script: `create function first_two(a int[]) returns int[] language sql as 'select a[1:2]';
create function same_two(a int[]) returns int[] language sql as $$select a[1:2] || a[:2] || a[n:m] from (values (1, 2)) v(n, m)$$;
create table slices (a int[] default (array[1,2,3])[1:2]);
create view sliced as select a[1:2] as two, a[2:] as rest from slices;`,
    question: bodyOf('same_two'),
    stored: 'select a[1:2] || a[:2] || a[n:m] from (values (1, 2)) v(n, m)',
  },
  {
    title: 'a body of BEGIN ATOMIC, with semicolons and no quotes',
    script: `create table log (line text);
create procedure write_twice(line text) begin atomic
  insert into log values (line || ':a');
  insert into log values (line || ';b');
end;
call write_twice('x');`,
    question: "select string_agg(line, ' ') from log",
    stored: 'x:a x;b',
  },
  {
    title: 'a rule with several commands',
    script: `create table t (a int);
create table u (a int, note text);
create rule copy as on insert to t do also (
  insert into u values (new.a, 'one; :two');
  delete from u where a < 0;
);
insert into t values (7);`,
    question: 'select note from u',
    stored: 'one; :two',
  },
  {
    title: 'casts, := and %type in PL/pgSQL',
    script: `create table prices (amount numeric(9,2) not null default '0.5'::numeric::numeric(9,2));
create function price(cents int = 5) returns numeric language plpgsql as $$
declare
  amount prices.amount%type := cents::numeric / 100;
begin
  raise debug '% is %%, not :amount', amount;
  amount:=amount;
  return amount::numeric(9,2);
end $$;
insert into prices select price(cents := 250);`,
    question: 'select string_agg(amount::text, $$ $$) from prices',
    stored: '2.50',
  },
  {
    title: 'a DO block that creates what holds colons',
    script: `do language plpgsql $do$
begin
  execute format('create view %I as select %L::text as said', 'made by:do', 'so; it''s :said');
end $do$;`,
    question: 'select said from "made by:do"',
    stored: "so; it's :said",
  },
  {
    title: 'a trigger with a function of its own',
    script: `create table stamped (id int primary key, note text);
create function stamp() returns trigger language plpgsql as $fn$
begin
  new.note := coalesce(new.note, '') || tg_argv[0] || ' ' || tg_op::text;
  return new;
end;
$fn$;
create trigger stamping before insert or update of note on stamped
  for each row when (new.note is distinct from ':none') execute function stamp(':arg; $1');
insert into stamped values (1, 'a'), (2, ':none');`,
    question: "select string_agg(note, '|' order by id) from stamped",
    stored: 'a:arg; $1 INSERT|:none',
  },
  {
    title: 'settings that a function takes over from its script',
    script: `create schema app;
set search_path = app, public;
set local datestyle = 'SQL, DMY';
create table day (d date default '02/03/2020');
create function a_day() returns text set search_path from current language sql as 'select d::text from day';
insert into day default values;`,
    question: 'select to_char(d, $$YYYY-MM-DD$$) from app.day',
    stored: '2020-03-02',
  },
];
