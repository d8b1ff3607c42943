import { visible, visibleLines } from '../../migration/visible';

it('makes control characters visible', () => {
  expect(visible('a\u001B[2J\n\u007F\u009Bé😀')).toBe('a\\u001b[2J\\u000a\\u007f\\u009bé😀');
});

it('makes visible what turns the direction of writing', () => {
  expect(visible('V1__a\u202Elqs.b\u2066\u2028')).toBe('V1__a\\u202elqs.b\\u2066\\u2028');
});

it('leaves line ends and tabs where a text has several lines', () => {
  expect(visibleLines('a\u001B[2J\n\tb\rc')).toBe('a\\u001b[2J\n\tb\\u000dc');
});
