import { visible } from '../../authoring/visible';

it('makes control characters visible', () => {
  expect(visible('a\u001B[2J\n\u007F\u009Bé😀')).toBe('a\\u001b[2J\\u000a\\u007f\\u009bé😀');
});
