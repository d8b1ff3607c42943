import fc from 'fast-check';

// What has a meaning to somebody on the way: a splitter, a client, JSON, the Data API, a server.
const nasty = [
  ';', ';\n', "'", "''", '"', '""', '`', '$$', '$a$', '$', '$1', '?', '\\', '\\\\', "\\'", '\\0',
  '\\u0000', '\\n', '--', '-- ', '#', '# ', '/*', '*/', '/*!', '/*+', ':x', ':', '::int', ':=', '@x',
  '@@', '%', '%s', '%I', '{}', '${x}', '[1:2]', '(', ')', 'E', "e'", "N'", "U&'", "x'", '\r', '\n',
  '\r\n', '\t', ' ', '\u00a0', '\u2028', '\u0085', '\uFEFF', '\uFFFD', '\uFFFF', '\u0001', '\u001b[2J',
  '\u202e', 'e\u0301', 'é', '漢字', '😀', '\u{10FFFF}', 'begin', 'end', 'commit;', 'rollback;',
  'DELIMITER //', '\nDELIMITER //\n', '//', '\n\\.\n', '\n\\set x\n', '\n-- migrate:down\n', 'null',
  'aurora_migrate', '\n/\n', '\nGO\n',
] as const; // prettier-ignore

/** Stands in a statement where white space and comments may. */
export const gapMark = '\uE000';

/** Any text that a database can hold: no NUL. */
export const hostileText = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...nasty), weight: 4 },
      { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }).map(withoutNul), weight: 1 },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Now and then as long as what no text of a call may be. */
export const hostileValue = fc.oneof(
  { arbitrary: hostileText, weight: 40 },
  {
    arbitrary: fc
      .tuple(hostileText, fc.integer({ min: 1, max: 20_000 }))
      .map(([text, times]) => text.repeat(times)),
    weight: 1,
  },
);

/** For a comment of one line, which it neither ends nor makes one that means something. */
export const commentText = hostileText.map((text) =>
  text.replace(/[\r\n]/g, ' ').replace(/[*/!+]|migrate:/g, '.'),
);

const inNames = [
  "'", "');drop table arrived;", '"', '`', '$$', '$(id)', '${x}', ';', ':x', '::', '%s', '%00', '#', '--',
  '&', '|', '*', '?', '<', '>', ' ', '..', 'é', 'e\u0301', '漢字', '😀', '\u{10FFFF}', '[', '{', '~', '!', '=', '@',
] as const; // prettier-ignore

/** What a file's name, an index and a person may be called. */
export const hostileName = fc
  .array(fc.constantFrom(...inNames), { minLength: 1, maxLength: 4 })
  .map((parts) => `a${parts.join('')}z`);

function withoutNul(text: string): string {
  return text.replaceAll('\0', '').replaceAll(gapMark, '');
}
