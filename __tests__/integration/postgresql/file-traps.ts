import type { Trap } from './trap';

const filler = 'long line: it\'\'s 😀 \\ "x" $1 ? %; -- '.repeat(2000);
const fillerAsStored = 'long line: it\'s 😀 \\ "x" $1 ? %; -- '.repeat(2000);

/** Whole files: their size, their line ends and what is around statements. */
export const fileTraps: readonly Trap[] = [
  {
    title: 'a literal of more than 65,536 characters, on one line',
    script: `create table t (v text);\ninsert into t values ('${filler}');`,
    question: 'select v from t',
    stored: fillerAsStored,
  },
  {
    title: 'a body of more than 65,536 characters',
    script: `create function big() returns int language plpgsql as $$\nbegin\n${'  perform 1; -- :x\n'.repeat(5000)}  return 1;\nend $$;`,
    question: "select prosrc from pg_proc where proname = 'big'",
    stored: `\nbegin\n${'  perform 1; -- :x\n'.repeat(5000)}  return 1;\nend `,
  },
  {
    title: 'a script of more than 65,536 characters',
    script: `create table t (n int, v text);\n${"insert into t values (1, 'a;:b');\n".repeat(3000)}`,
    question: 'select count(*)::text from t',
    stored: '3000',
  },
  {
    title: 'CRLF line ends, in bodies and literals too',
    script:
      'create function crlf() returns text language plpgsql as $$\r\nbegin\r\n  -- note\r\n' +
      "  return 'a\r\nb';\r\nend\r\n$$;\r\ncreate table t (v text);\r\ninsert into t values ('c\r\nd');\r\n",
    question: "select prosrc || (select v from t) from pg_proc where proname = 'crlf'",
    stored: "\r\nbegin\r\n  -- note\r\n  return 'a\r\nb';\r\nend\r\nc\r\nd",
  },
  {
    title: 'CR line ends behind comments',
    script: "create table t (v text); -- a; comment\rinsert into t values ('a\rb'); -- the end",
    question: 'select v from t',
    stored: 'a\rb',
  },
  {
    title: 'a byte order mark',
    script: "\ufeffcreate table t (v text);\ninsert into t values ('\ufeffx');",
    plain: ['create table t (v text)', "insert into t values ('\ufeffx')"],
    question: 'select v from t',
    stored: '\ufeffx',
  },
  {
    title: 'comments before and after everything, and no last semicolon',
    script: `-- first; :x 'it
/* /* nested; */ $$ :x */ ;;
/* a */ create /* b; */ table -- c ' ;
t /* d $x$ */ (v /**/ text --e
) /* f */ ; -- g; 'h
; /* i */
comment on table t is '/* kept */ -- too'; insert into t values ('-- kept; /* too') /* k */
-- l; :m
/* "n */`,
    question: "select v || obj_description('t'::regclass) from t",
    stored: '-- kept; /* too/* kept */ -- too',
  },
  {
    title: 'many statements on one line',
    script: Array.from({ length: 200 }, (_, n) => `create table t${n} (v text default ';${n}:x')`)
      .concat("insert into t7 values ('x')")
      .join(';'),
    question: 'select count(*)::text from pg_tables where schemaname = $$public$$',
    stored: '200',
  },
  {
    title: 'an index that is built alone, sent as text',
    script: String.raw`create table t (n int, v text);
insert into t values (1, 'x');
-- alone
create index concurrently "by:v" on t ((v || ':x' || E'C:\\' || '12:30'::text)) where v <> ';?$1%s';
comment on index "by:v" is 'after it';`,
    plain: [
      'create table t (n int, v text)',
      "insert into t values (1, 'x')",
      String.raw`create index concurrently "by:v" on t ((v || ':x' || E'C:\\' || '12:30'::text)) where v <> ';?$1%s'`,
      `comment on index "by:v" is 'after it'`,
    ],
    question: `select pg_get_indexdef('"by:v"'::regclass)`,
    stored: String.raw`CREATE INDEX "by:v" ON public.t USING btree (((((v || ':x'::text) || 'C:\'::text) || '12:30'::text))) WHERE (v <> ';?$1%s'::text)`,
  },
];
