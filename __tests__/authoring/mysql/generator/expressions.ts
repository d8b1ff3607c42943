import fc from 'fast-check';
import { gap } from './gaps';

/** Puts tokens together with gaps between all of them. */
export function joined(...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  const arbitraries = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc
    .tuple(
      fc.tuple(...arbitraries),
      fc.array(gap, { minLength: parts.length, maxLength: parts.length }),
    )
    .map(([tokens, gaps]) =>
      tokens.map((token, index) => (index === 0 ? token : (gaps[index] ?? ' ') + token)).join(''),
    );
}

/** A list with commas, of one or more. */
export function listed(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), gap)
    .map(([items, after]) => items.join(`,${after}`));
}

const textParts = fc.constantFrom(
  'a',
  ' ',
  ';',
  '//',
  '$$',
  '-- ',
  '# ',
  '/*',
  '*/',
  'end',
  'go',
  'é',
  '中',
  '😀',
  '\n',
  '\r\n',
  'DELIMITER //',
  '\nDELIMITER $$\n',
  ':word',
  '\\\\',
  "\\'",
  '\\"',
  '\\n',
  '%',
  '?',
  '\\',
);

/** A string in either quote, with everything in it that can mislead. */
export const string: fc.Arbitrary<string> = fc
  .tuple(fc.array(textParts, { maxLength: 6 }), fc.constantFrom("'", '"'))
  .map(([parts, quote]) => {
    const other = quote === "'" ? '"' : "'";
    // A lone backslash would escape what follows; behind it stands something harmless.
    const inner = parts
      .map((part) => (part === '\\' ? '\\x' : part))
      .join(`${other}${quote}${quote}`);
    return quote + inner + quote;
  });

/** A name in backticks. */
export const name: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', ';', "'", '"', '``', '\\', '//', '-- x', '/*', 'é', 'end'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => `\`${parts.join('')}x\``);

/** An expression over `columns`, which may be names such as `end`. */
export function expression(columns: readonly string[]): fc.Arbitrary<string> {
  const column = fc.constantFrom(...columns);
  const leaf = fc.oneof(
    string,
    column,
    fc.constantFrom('1', '2.5', '0x1f', '--5', '5--5', 'null', '- -1', '@x', '@`x;`', "@'x;'"),
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      joined(tie('tree'), fc.constantFrom('+', '*', 'and', 'or', '=', '>'), tie('tree')),
      joined('(', tie('tree'), ')'),
      joined('if(', tie('tree'), ',', tie('tree'), ',', tie('tree'), ')'),
      joined('repeat(', tie('tree'), ', 2', ')'),
      joined('case', 'when', tie('tree'), 'then', tie('tree'), 'else', tie('tree'), 'end'),
      joined('case', tie('tree'), 'when', '1', 'then', tie('tree'), 'end'),
    ),
  }));
  return tree;
}
