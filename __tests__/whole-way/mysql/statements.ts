import fc from 'fast-check';
import type { HostileStatement } from '../hostile-script';
import { scriptOf } from '../hostile-script';
import { gapMark, hostileText, hostileValue } from '../hostile-text';

const doubled = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const escaped = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const inDoubleQuotes = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`;
const introduced = (value: string): string => `_utf8mb4 ${doubled(value)}`;

const writers = [doubled, escaped, inDoubleQuotes] as const;
const literal = fc
  .tuple(hostileValue, fc.constantFrom(...writers, introduced))
  .map(([value, write]) => ({ value, written: write(value) }));
const shortLiteral = fc
  .tuple(hostileText, fc.constantFrom(...writers))
  .map(([value, write]) => ({ value, written: write(value) }));

const insertOf = (written: string): string => `insert into arrived (value) values (${written})`;

const inserted = literal.map(({ value, written }) =>
  statement(`${gaps('insert into arrived (value) values ( ')}${written}${gaps(' ) ')}`, [value]),
);

const selected = literal.map(({ value, written }) =>
  statement(`insert into arrived (value) select ${written} from dual where 1 = 1`, [value]),
);

const variable = literal.map(({ value, written }) =>
  statement(`${gaps('set @said = ')}${written}${gapMark};\n${insertOf('@said')}`, [value]),
);

const prepared = fc
  .tuple(literal, fc.constantFrom(...writers))
  .map(([{ value, written }, write]) =>
    statement(
      `${gaps('prepare s from ')}${write(insertOf(written))}${gapMark};\n${gaps('execute s ')};\n${gaps('deallocate prepare s ')}`,
      [value],
    ),
  );

const preparedWithValue = literal.map(({ value, written }) =>
  statement(
    `set @said = ${written};\n${gaps('prepare s from ')}'${insertOf('?')}';\n${gaps('execute s using @said ')};\n${gaps('drop prepare s ')}`,
    [value],
  ),
);

// The catalog holds no character beyond the first 65,536.
const inCatalog = hostileText.map((text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, ''));

const comment = fc
  .tuple(inCatalog, fc.constantFrom(...writers))
  .map(([value, write]) =>
    statement(
      `alter table arrived comment ${write(value)};\n` +
        insertOf(
          "(select table_comment from information_schema.tables where table_schema = database() and table_name = 'arrived')",
        ),
      [value],
    ),
  );

// To the server, code; in it a comment's end counts only outside of quotes, but not to all of its clients.
const versioned = literal
  .filter(({ value }) => !value.includes('*/') && !value.includes('/*'))
  .map(({ value, written }) => statement(`/*!50003 ${insertOf(written)} */`, [value]));

/** Sent as text. */
const procedure = shortLiteral.map(({ value, written }) =>
  statement(
    [
      gaps('drop procedure if exists says '),
      `${gaps('create procedure says ( ) begin ')}${insertOf(written)};${gaps(' end')}`,
      gaps('call says ( )'),
    ].join(';\n'),
    [value],
    true,
  ),
);

const delimited = fc
  .tuple(shortLiteral, fc.constantFrom('//', '$$', ';;', '|'))
  .map(([{ value, written }, delimiter]) =>
    statement(
      `drop procedure if exists says;\nDELIMITER ${delimiter}\n` +
        `create procedure says() begin ${insertOf(written)}; end${delimiter}\n` +
        'DELIMITER ;\ncall says()',
      [value],
      true,
    ),
  );

const functions = shortLiteral.map(({ value, written }) =>
  statement(
    [
      'drop function if exists said',
      `create function said() returns longtext charset utf8mb4 deterministic return ${written}`,
      insertOf('said()'),
    ].join(';\n'),
    [value],
    true,
  ),
);

/** Scripts whose statements MySQL and MariaDB take, and what they leave there. */
export const mysqlScript = scriptOf(
  fc.array(
    fc.oneof(
      { arbitrary: inserted, weight: 4 },
      selected,
      variable,
      prepared,
      preparedWithValue,
      comment,
      versioned,
      procedure,
      delimited,
      functions,
    ),
    { minLength: 1, maxLength: 4 },
  ),
  ['-- ', '--\t', '#'],
);

function gaps(words: string): string {
  return words.replaceAll(' ', gapMark);
}

function statement(
  text: string,
  arrives: readonly string[],
  mayBeRefused = false,
): HostileStatement {
  return { text, arrives, mayBeRefused };
}
