import fc from 'fast-check';
import { expression, joined } from './expressions';

const value = expression(['1', 'x', 'end', 'begin', '`end`']);

const simple: fc.Arbitrary<string> = fc.oneof(
  joined('set', fc.constantFrom('x', 'end', 'begin', '@x'), '=', value, ';'),
  joined('select', value, ',', value, ';'),
  joined('select', 'end', 'as', 'begin', ';'),
  joined('insert into', 't', '(', 'end', ')', 'values', '(', value, ')', ';'),
  joined('drop', 'table', 'if exists', 'u', ';'),
  joined('do', 'repeat(', value, ', 2)', ';'),
  joined('start', 'transaction', ';', 'commit', ';'),
);

const { statements } = fc.letrec<{ statements: string; one: string }>((tie) => ({
  statements: fc.oneof({ maxDepth: 3 }, simple, joined(tie('one'), tie('statements')), tie('one')),
  one: fc.oneof(
    { maxDepth: 3 },
    simple,
    joined('begin', tie('statements'), 'end', ';'),
    joined('l: ', 'begin', 'end', fc.constantFrom('', 'l'), ';'),
    joined(
      'begin declare',
      'continue',
      'handler for',
      fc.constantFrom('not found', "sqlstate value '23000'", '1062, sqlwarning'),
      tie('one'),
      'end',
      ';',
    ),
    joined('if', value, 'then', tie('statements'), 'end', 'if', ';'),
    joined(
      'if',
      value,
      'then',
      tie('one'),
      'elseif',
      value,
      'then',
      tie('one'),
      'else',
      tie('one'),
      'end',
      'if',
      ';',
    ),
    joined(
      'case',
      value,
      'when',
      value,
      'then',
      tie('one'),
      'else',
      tie('one'),
      'end',
      'case',
      ';',
    ),
    joined('case', 'when', value, 'then', tie('statements'), 'end', 'case', ';'),
    joined(
      'lo:',
      'loop',
      tie('one'),
      'leave',
      'lo',
      ';',
      'end',
      'loop',
      fc.constantFrom('', 'lo'),
      ';',
    ),
    joined('repeat', tie('one'), 'until', value, 'end', 'repeat', ';'),
    joined('wh:', 'while', value, 'do', tie('one'), 'end', 'while', fc.constantFrom('', 'wh'), ';'),
  ),
}));

/** A block with everything that can be in the body of a stored program. */
export const body: fc.Arbitrary<string> = joined(
  fc.constantFrom('', 'main :'),
  'begin',
  'declare x, begin, end int',
  ';',
  statements,
  'end',
);
