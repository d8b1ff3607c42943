import type { Trap } from './trap';

const all = "select string_agg(v, '|' order by n) from t";

/** Values, names and operators. */
export const literalTraps: readonly Trap[] = [
  {
    title: 'a literal that ends in a backslash, with a colon behind it',
    script: String.raw`create table t (n int, v text default 'D:\');
comment on table t is 'ends in \';
insert into t values (1, 'C:\'), (2, ':x'), (3, '\'':y\');
insert into t (n) values (4);`,
    question: all,
    stored: String.raw`C:\|:x|\':y\|D:\ `.trimEnd(),
  },
  {
    title: 'escape strings',
    script: String.raw`create table t (n int, v text);
insert into t values (1, E'it\'s; :x'), (2, e'a\\'), (3, E'\t\x41\u00e9\U0001F600'), (4, E'a''b\\''c');`,
    question: all,
    stored: "it's; :x|a\\|\tAé😀|a'b\\'c",
  },
  {
    title: 'literals of all other kinds',
    script: String.raw`create table t (n int, v text);
insert into t values (1, U&'\0441l\+01F600'), (2, U&'d!0061t!0061' uescape '!'), (3, N'n:x'),
  (4, B'0101'::text), (5, X'1F'::text), (6, $$'"\:x$$), (7, $a$$$$b$$a$), (8, 'two '
  'parts; :x'), (9, '\x3a3b'::bytea::text), (10, '');`,
    question: all,
    stored: String.raw`сl😀|data|n:x|0101|00011111|'"\:x|$$$b$|two parts; :x|\x3a3b|`,
  },
  {
    title: 'JSON operators',
    script: `create table docs (id int, doc jsonb);
create index docs_tags on docs using gin ((doc -> 'tags')) where doc ? 'tags';
create view tagged as select doc ->> 'a' as a, doc #> '{b,c}' as c, doc #>> '{b,"?"}' as q from docs
  where doc @> '{"a": ":x"}' and doc ?| array['a', 'b'] and doc ?& array['a'] and not doc <@ '{}'
    and doc @? '$.a ? (@ == ":x")' and doc @@ '$.a == ":x"';
insert into docs values (1, '{"a":":x","b":{"c":[1,2],"?":"%"},"tags":[]}'::jsonb - 'z' #- '{y}' || '{}');`,
    question: "select concat_ws(' ', a, c, q) from tagged",
    stored: ':x [1, 2] %',
  },
  {
    title: '4-byte characters in literals, names and comments',
    script: `-- 𝒞omment 😀 ; 😀
create table "😀𝕏" (n int, "ключ中" text default '𝓍');
/* 🧨; */ comment on column "😀𝕏"."ключ中" is 'Note: 🧨';
create function f() returns text language sql as $𝕏$ select '😀:x'::text /* 🧨 */ $𝕏$;
insert into "😀𝕏" values (1, f());`,
    question: 'select "ключ中" from "😀𝕏"',
    stored: '😀:x',
  },
  {
    title: 'names with quotes, colons, semicolons and spaces',
    script: `create schema "my schema";
create table "my schema"."a""b:c;d'e\\" ("SELECT" int, " :x " text check (" :x " <> ';'), "tab	ed" int);
create index "in:dex" on "my schema"."a""b:c;d'e\\" ("SELECT", " :x ");
insert into "my schema"."a""b:c;d'e\\" values (1, ' "x" ', 2);`,
    question: `select " :x " from "my schema"."a""b:c;d'e\\"`,
    stored: ' "x" ',
  },
  {
    title: '$1, % and ? in texts',
    script: `create table t (n int, v text);
insert into t values (1, '$1 ? %s %% %I'), (2, ''' $1'), (3, '{0} \${x} #{y} @z ?? ?:x');
create function one(int) returns int language sql as 'select $1 % 7';
comment on function one(int) is '$1 %L ?';`,
    question: all,
    stored: "$1 ? %s %% %I|' $1|{0} ${x} #{y} @z ?? ?:x",
  },
  {
    title: 'tabs, zero-width characters and other white space in texts',
    script:
      'create table t (n int, v text);\n' +
      "insert\tinto\ft\nvalues\t(1,\t'a\tb\f\v c'), (2, 'zero\u200bwidth\ufeff\u2060'), (3, 'nbsp\u00a0\u2028\u2029\u0085'), (4, '\u0001\u007f');",
    question: all,
    stored: 'a\tb\f\v c|zero\u200bwidth\ufeff\u2060|nbsp\u00a0\u2028\u2029\u0085|\u0001\u007f',
  },
  {
    title: 'what only looks like a parameter',
    script: `create table t (n int, v text);
insert into t select 1, 'a'::text||':b'::text||(array['c'])[1]::text;
insert into t values (2, '::x :x: :1 :"x" :''x'' \\:x'), (3, (timestamp '2020-01-02 03:04:05')::text);`,
    question: all,
    stored: 'a:bc|::x :x: :1 :"x" :\'x\' \\:x|2020-01-02 03:04:05',
  },
  {
    title: 'operators made of many characters',
    script: `create function alike(text, text) returns boolean language sql immutable as 'select $1 = $2';
create operator @#?% (function = alike, leftarg = text, rightarg = text);`,
    question: "select ('a' @#?% 'a')::text",
    stored: 'true',
  },
];
