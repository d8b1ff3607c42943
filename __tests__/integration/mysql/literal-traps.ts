import type { Trap } from './trap';

const all = "select group_concat(v order by n separator '|') from t";
const table = 'create table t (n int, v longtext) character set utf8mb4';
const filler = 'long line: it\'\'s 😀 ; "x" $1 ? %; -- /* '.repeat(2000);
const fillerAsStored = 'long line: it\'s 😀 ; "x" $1 ? %; -- /* '.repeat(2000);

/** Values, names, operators and whole files. */
export const literalTraps: readonly Trap[] = [
  {
    title: 'backslashes in literals',
    statements: [
      table,
      String.raw`insert into t values (1, 'C:\\'), (2, ':x'), (3, 'it\'s; :y'), (4, "q\";\"\\"), (5, '\\\':z'), (6, '\%\_\t\Z')`,
    ],
    question: all,
    stored: 'C:\\|:x|it\'s; :y|q";"\\|\\\':z|\\%\\_\t\u001a',
  },
  {
    title: 'literals of all kinds',
    statements: [
      table,
      String.raw`insert into t values (1, "it's; :x"), (2, 'a "b"'), (3, 'a''b'), (4, "c""d"), (5, x'4142'), (6, 0x43), (7, b'1000100'), (8, N'n:x'), (9, _utf8mb4'ü' collate utf8mb4_bin), (10, 'two ' 'parts; :x'), (11, '')`,
    ],
    question: all,
    stored: 'it\'s; :x|a "b"|a\'b|c"d|AB|C|D|n:x|ü|two parts; :x|',
  },
  {
    // MariaDB knows no -> and no ->>, and passes over what is for MySQL alone.
    title: 'JSON operators',
    statements: [
      'create table docs (id int primary key, doc json)',
      `insert into docs values (1, '{"a": ":x", "b": {"c:d": [1, 2]}, "?": "%"}')`,
      `create view picked as select json_extract(doc, '$.b."c:d"[1]') as c /*!80000 , doc ->> '$.a' as a, doc->'$.b."c:d"[1]' as d, doc->>"$.\\"?\\"" as q */ from docs`,
    ],
    question: 'select cast(c as char) from picked',
    stored: '2',
  },
  {
    title: '4-byte characters in literals, names and comments',
    statements: [
      "create table `ключ中` (n int comment 'Note: 🧨; :x', `значение` text) character set utf8mb4 comment '😀;'",
      "insert into `ключ中` values (1, '😀𝕏:x')",
    ],
    script: `-- 𝒞omment 😀 ; 😀
create table \`ключ中\` (n int comment 'Note: 🧨; :x', \`значение\` text) character set utf8mb4 comment '😀;'; # 🧨; it's
/* 😀;" */ insert into \`ключ中\` values (1, '😀𝕏:x');`,
    question: 'select `значение` from `ключ中`',
    stored: '😀𝕏:x',
  },
  {
    title: 'names with quotes, colons, semicolons and spaces',
    statements: [
      'create table `a``b:c;d\'e"` (`select` int, ` :x` int, `tab\ted` varchar(9), key `in:dex;` (`select`, ` :x`))',
      "insert into `a``b:c;d'e\"` values (1, 2, '`')",
    ],
    question: 'select concat(` :x`, `tab\ted`) from `a``b:c;d\'e"`',
    stored: '2`',
  },
  {
    title: '$1, % and ? in texts',
    statements: [
      table,
      "insert into t values (1, '$1 ? %s %% :x'), (2, '{0} ${x} #{y} @z ?? ?:x'), (3, concat('a%', 7 % 4))",
    ],
    question: all,
    stored: '$1 ? %s %% :x|{0} ${x} #{y} @z ?? ?:x|a%3',
  },
  {
    title: 'tabs, zero-width characters and other white space in texts',
    statements: [
      table,
      "insert\tinto\ft\nvalues\t(1,\t'a\tb\f\v c'), (2, 'zero\u200bwidth\ufeff\u2060'), (3, 'nbsp\u00a0\u2028\u2029\u0085'), (4, '\u0001\u007f')",
    ],
    question: all,
    stored: 'a\tb\f\v c|zero\u200bwidth\ufeff\u2060|nbsp\u00a0\u2028\u2029\u0085|\u0001\u007f',
  },
  {
    title: 'user and system variables that statements share',
    statements: [
      table,
      "set @a := ':x', @`b:c` = @@session.sql_mode, @n := 5",
      "set @sql = concat('insert into t values (?, ', quote(@a), ')')",
      'prepare s from @sql',
      'execute s using @n',
      'deallocate prepare s',
      'insert into t select 6, @@global.port = @@port and @`b:c` = @@sql_mode',
      'insert into t select @n := @n + 2, 7',
    ],
    question: all,
    stored: ':x|1|7',
  },
  {
    title: 'version comments, hints and other comments',
    statements: [
      table,
      "/*!50003 insert into t values (1, ';:x') */",
      "insert /*! ignore */ into t /* ; */ values (2, '/* kept; */') /*!50000 , (3, '-- kept') */",
      "insert into t select /*+ max_execution_time(1000) */ 4, '# kept'",
      'insert into t values (5, 5--5)',
    ],
    script: `# first; :x 'it
${table} -- a; "
; ;; /* only; a comment */ ;
/*!50003 insert into t values (1, ';:x') */;
-- b ' ;
insert /*! ignore */ into t /* ; */ values (2, '/* kept; */') /*!50000 , (3, '-- kept') */;
insert into t select /*+ max_execution_time(1000) */ 4, '# kept';
--
insert into t values (5, 5--5) # no semicolon; :y
/* the end; " */`,
    question: all,
    stored: ';:x|/* kept; */|-- kept|# kept|10',
  },
  {
    title: 'a byte order mark',
    statements: [table, "insert into t values (1, '\ufeffx')"],
    script: `\ufeff${table};\ninsert into t values (1, '\ufeffx');\n`,
    question: all,
    stored: '\ufeffx',
  },
  {
    title: 'a literal of more than 65,536 characters, on one line',
    statements: [table, `insert into t values (1, '${filler}')`],
    question: 'select v from t',
    stored: fillerAsStored,
  },
  {
    title: 'a script of more than 65,536 characters',
    statements: [
      table,
      ...Array.from({ length: 1500 }, () => "insert into t values (1, 'a;:b 😀 -- long enough')"),
    ],
    question: 'select count(*) from t',
    stored: '1500',
  },
];
