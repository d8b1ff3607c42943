import fc from 'fast-check';
import type { HostileStatement } from '../hostile-script';
import { scriptOf } from '../hostile-script';
import { gapMark, hostileName, hostileText, hostileValue } from '../hostile-text';

const doubled = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const escaped = (value: string): string =>
  `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const byCode = (value: string): string =>
  `U&'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const dollared = (value: string): string => {
  const tag = freeTag(value);
  return `${tag}${value}${tag}`;
};

/** A value, and a literal that stands for it. */
const literal = fc
  .tuple(hostileValue, fc.constantFrom(doubled, escaped, byCode, dollared))
  .map(([value, write]) => ({ value, written: write(value) }));

const insertOf = (written: string): string => `insert into arrived (value) values (${written})`;

const inserted = literal.map(({ value, written }) =>
  statement(`${gaps('insert into arrived (value) values ( ')}${written}${gaps(' ) ')}`, [value]),
);

const block = literal.map(({ value, written }) =>
  statement(`${gaps('do ')}${dollared(`begin ${insertOf(written)}; end`)}${gapMark}`, [value]),
);

const functions = fc
  .tuple(literal, fc.constantFrom(dollared, doubled, escaped))
  .map(([{ value, written }, write]) =>
    statement(
      [
        `${gaps('create function said ( ) returns text language sql as ')}${write(`select ${written}::text`)}`,
        insertOf('said()'),
        'drop function said()',
      ].join(';\n'),
      [value],
    ),
  );

const atomic = literal.map(({ value, written }) =>
  statement(
    `create procedure says() begin atomic ${insertOf(written)}; end;\ncall says();\ndrop procedure says`,
    [value],
  ),
);

const comment = literal.map(({ value, written }) =>
  statement(
    `${gaps('comment on table arrived is ')}${written}${gapMark};\n` +
      insertOf("coalesce(obj_description('arrived'::regclass), '')"),
    [value],
  ),
);

const setting = literal.map(({ value, written }) =>
  statement(
    `set app.said = ${written.replace(/^U&/, '')};\n${insertOf("current_setting('app.said')")}`,
    [written.startsWith('U&') ? value.replaceAll('\\', '\\\\') : value],
  ),
);

const prepared = literal.map(({ value, written }) =>
  statement(
    `${gaps('prepare s (text) as ')}${insertOf('$1')};\n${gaps('execute s ( ')}${written}${gaps(' )')};\n${gaps('deallocate s')}`,
    [value],
  ),
);

/** Sent as text. */
const committing = fc
  .tuple(hostileText, fc.constantFrom(doubled, escaped))
  .map(([value, write]) =>
    statement(
      `${gaps('do ')}${dollared(`begin ${insertOf(write(value))}; commit; end`)}`,
      [value],
      true,
    ),
  );

/** With a name to find in the catalog. */
const index = hostileName.map((name) =>
  statement(
    [
      `${gaps('create index concurrently ')}"${name.replaceAll('"', '""')}"${gaps(' on arrived ( id )')}`,
      insertOf(`(select c.relname::text from pg_class c join pg_index i on i.indexrelid = c.oid
        where c.relname = ${doubled(name)})`),
      `drop index concurrently "${name.replaceAll('"', '""')}"`,
    ].join(';\n'),
    [name],
    true,
  ),
);

const inOneTransaction = fc.array(
  fc.oneof(inserted, block, functions, atomic, comment, setting, prepared),
  { minLength: 1, maxLength: 5 },
);
// Nothing that a statement which runs alone would be said to miss.
const alsoAlone = fc.array(fc.oneof(inserted, block, functions, committing, index), {
  minLength: 1,
  maxLength: 3,
});

/** Scripts whose statements PostgreSQL takes, and what they leave there. */
export const postgresqlScript = scriptOf(
  fc.oneof({ arbitrary: inOneTransaction, weight: 4 }, { arbitrary: alsoAlone, weight: 1 }),
  ['--', '-- '],
);

function statement(
  text: string,
  arrives: readonly string[],
  mayBeRefused = false,
): HostileStatement {
  return { text, arrives, mayBeRefused };
}

function gaps(words: string): string {
  return words.replaceAll(' ', gapMark);
}

function freeTag(body: string): string {
  const tags = ['$$', '$a$', '$body$', ...Array.from({ length: 9 }, (_, n) => `$é_${n}$`)];
  const free = tags.find((tag) => `${body}${tag}`.indexOf(tag) === body.length);
  if (free === undefined) throw new Error('no tag is left');
  return free;
}
