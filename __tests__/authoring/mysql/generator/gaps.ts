import fc from 'fast-check';

/** Between two tokens: white space, or a comment full of traps, with white space around it. */
export const gap: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(' ') },
  { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\t', '  ', '\n\n  ') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' /* ; */ ',
      ' /**/ ',
      ' /* it\'s "not" `closed; // $$ end; */\n',
      ' /* 中文 é 😀 ; */ ',
      '\n-- it\'s; "\n',
      ' -- delimiter //\n',
      ' --\n',
      ' # `; $$ end if;\r\n',
      ' /*\nDELIMITER $$\n*/ ',
      ' /* begin */ ',
    ),
  },
);

/** Between two statements: as between tokens, or nothing. */
export const separator: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '\n', '\r\n'),
  fc.array(gap, { maxLength: 3 }).map((gaps) => gaps.join('')),
);

const words = [';', '//', '$$', ';;', '|', '~~', 'go', 'End_Of_It', '//;'];
const commands = ['DELIMITER ', 'delimiter ', '  Delimiter   ', 'DELIMITER\t'];
const quotes = ['', '', '', "'", '"', '`'];
const tails = ['\n', '\r\n', ' \n', ' -- as it was;\n', '\t# ; //\r\n'];

/** DELIMITER with all that may stand around its word, and the line end. */
export const delimiters: fc.Arbitrary<{ readonly command: string; readonly word: string }> = fc
  .record({
    word: fc.constantFrom(...words),
    command: fc.constantFrom(...commands),
    quote: fc.constantFrom(...quotes),
    tail: fc.constantFrom(...tails),
  })
  .map(({ word, command, quote, tail }) => ({
    word,
    command: `${command}${quote}${word}${quote}${tail}`,
  }));
