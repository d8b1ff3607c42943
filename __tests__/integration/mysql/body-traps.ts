import type { Trap } from './trap';

const bodyOf = (name: string) =>
  'select routine_definition from information_schema.routines ' +
  `where routine_schema = database() and routine_name = '${name}'`;

const delimited = (delimiter: string, statements: readonly string[]) =>
  `DELIMITER ${delimiter}\n${statements.map((text) => `${text}\n${delimiter}\n`).join('')}` +
  'DELIMITER ;\n';

const labelled = `begin
  declare n int default 0; # one; two
  outer_loop : loop
    set n := n + 1; -- :x
    inner_loop: while n < 5 do
      if n = 3 then leave inner_loop; end if;
      set n := n + 1;
      iterate outer_loop;
    end while inner_loop;
    repeat set n = n + 1; until n > 9 end repeat;
    case when n > 5 then leave outer_loop; else begin end; end case;
  end loop outer_loop;
  return concat(n, ':x; //', "; $$");
end`;

const handlers = `begin
  declare continue handler for sqlstate '23000' begin set @seen := ':dup'; end;
  insert into t values (1, 'a'), (1, 'b');
  select count(*) from t where v <> ':x;' into @rows;
  if @@session.sql_mode like '%:%' then signal sqlstate '45000' set message_text = ':no;'; end if;
end`;

/** Texts that hold other texts. */
export const bodyTraps: readonly Trap[] = [
  {
    title: 'loops with labels, := and all that ends in END',
    statements: [`create function looped() returns varchar(40) deterministic\n${labelled}`],
    script: delimited('//', [
      `create function looped() returns varchar(40) deterministic\n${labelled}`,
    ]),
    question: bodyOf('looped'),
    stored: labelled,
  },
  {
    title: 'a body without DELIMITER',
    statements: [
      'create table t (n int primary key, v varchar(9))',
      `create procedure handled()\n${handlers}`,
    ],
    question: bodyOf('handled'),
    stored: handlers,
  },
  {
    title: 'several delimiters, one of them never reset',
    statements: [
      'create table t (n int, v varchar(20))',
      "create trigger tr before insert on t for each row begin set new.v = concat(new.v, ';$$:x'); end",
      "insert into t values (1, 'a;b')",
      "insert into t values (2, 'c // d')",
      "insert into t values (3, 'DELIMITER ;')",
    ],
    script: `create table t (n int, v varchar(20));
  delimiter $$
create trigger tr before insert on t for each row begin set new.v = concat(new.v, ';$$:x'); end $$
insert into t values (1, 'a;b')$$
DELIMITER ;;
insert into t values (2, 'c // d');;
DELIMITER "end"
insert into t values (3, 'DELIMITER ;')
end
`,
    question: "select group_concat(v order by n separator '|') from t",
    stored: 'a;b;$$:x|c // d;$$:x|DELIMITER ;;$$:x',
  },
  {
    title: 'an event and its body',
    statements: [
      'create table t (n int)',
      "create event ev on schedule every 1 year starts '2038-01-01 03:04:05' disable comment ':x; $1' do begin insert into t values (1); delete from t where n = ':y;'; end",
    ],
    question:
      'select event_definition from information_schema.events where event_schema = database()',
    stored: "begin insert into t values (1); delete from t where n = ':y;'; end",
  },
  {
    title: 'CRLF line ends, in bodies and literals too',
    statements: [
      "create procedure crlf()\r\nbegin\r\n  -- note; :x\r\n  select ':x'; # c\r\nend",
      'create table t (v text)',
      "insert into t values ('c\r\nd')",
    ],
    script:
      'DELIMITER //\r\n' +
      "create procedure crlf()\r\nbegin\r\n  -- note; :x\r\n  select ':x'; # c\r\nend//\r\n" +
      "DELIMITER ;\r\ncreate table t (v text);\r\ninsert into t values ('c\r\nd');\r\n",
    question: bodyOf('crlf'),
    stored: "begin\r\n  -- note; :x\r\n  select ':x'; # c\r\nend",
  },
  {
    // In a body's comments, MySQL 8.0 itself refuses characters of 4 bytes.
    title: 'a body with 4-byte characters and :word in quotes and comments',
    statements: [
      "create function said() returns varchar(20) charset utf8mb4 no sql\nbegin\n  /* :word; 中 */ return concat('😀:word', \"it's\"); -- :x\nend",
    ],
    question: 'select said()',
    stored: "😀:wordit's",
  },
  {
    title: 'a view, a check and a generated column',
    statements: [
      `create table t (n int, v json, w varchar(20) as (json_unquote(json_extract(v, '$."x:y"'))) stored, check (w <> ':1;'))`,
      "create or replace algorithm = merge sql security invoker view vw as select n, json_extract(v, '$[0]') as `a:b`, w from t where w <> ':x;' with local check option",
      `insert into t (n, v) values (2, '{"x:y": "it''s :x; // $1"}')`,
    ],
    question: 'select w from vw',
    stored: "it's :x; // $1",
  },
  {
    title: 'what mysqldump writes around tables and triggers',
    statements: [
      '/*!50503 SET NAMES utf8mb4 */',
      '/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */',
      "/*!40103 SET TIME_ZONE='+05:30' */",
      '/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */',
      "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */",
      '/*!40101 SET @saved_cs_client     = @@character_set_client */',
      'CREATE TABLE `child` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `parent` int, `seen` timestamp NULL, `v` varchar(9), FOREIGN KEY (`parent`) REFERENCES `parent` (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
      'CREATE TABLE `parent` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
      "INSERT INTO `child` VALUES (0,7,'2020-01-01 05:30:00','a;:b'),(1,8,NULL,'')",
      '/*!50003 SET @saved_sql_mode       = @@sql_mode */',
      "/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION' */",
      "/*!50003 CREATE*/ /*!50003 TRIGGER `tr` BEFORE INSERT ON `child` FOR EACH ROW begin\n  set new.v = ';:x'; -- note\nend */",
      '/*!50003 SET sql_mode              = @saved_sql_mode */',
      'INSERT INTO `child` (`parent`) VALUES (9)',
      '/*!40101 SET SQL_MODE=@OLD_SQL_MODE */',
      '/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */',
      '/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */',
    ],
    question:
      "select concat(group_concat(id order by id), ' ', max(unix_timestamp(seen)), ' ', group_concat(v order by id separator '|')) from child",
    stored: '0,1,2 1577836800 a;:b||;:x',
  },
  {
    title: 'the collation that a script sets, in what it creates before and after a body',
    statements: [
      'create table t (n int, v varchar(40))',
      'set names utf8mb4 collate utf8mb4_unicode_ci',
      "create view vw as select collation(':a') as c",
      "create function f() returns varchar(40) no sql begin return collation(':b'); end",
      "insert into t values (1, collation(':c')), (2, f())",
    ],
    question: "select group_concat(v order by n separator '|') from t",
    stored: 'utf8mb4_unicode_ci|utf8mb4_unicode_ci',
  },
];
