import { colorsOf } from '../../cli/colors';

const terminal = { isTerminal: true, write: () => undefined };
const file = { isTerminal: false, write: () => undefined };

it.each([
  ['a terminal', terminal, {}, true],
  ['a file', file, {}, false],
  ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
  ['a terminal that can do nothing', terminal, { TERM: 'dumb' }, false],
  ['a file with FORCE_COLOR', file, { FORCE_COLOR: '1' }, true],
  ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
  ['a file with NO_COLOR and FORCE_COLOR', file, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('decides about colours on %s', (_, output, variables, isColored) => {
  expect(colorsOf(output, variables).isColorSupported).toBe(isColored);
});
