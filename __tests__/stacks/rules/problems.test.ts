import { Token } from 'cdktf';
import { findProblems } from '../../../stacks/rules/problems';

const refuse = () => 'it is never right; leave it out';

describe('findProblems', () => {
  it('names the prop, its value, the rule and the fix', () => {
    expect(findProblems('color', 'red', refuse)).toEqual([
      'color is "red": it is never right; leave it out',
    ]);
    expect(findProblems('count', Number.NaN, refuse)).toEqual([
      'count is "NaN": it is never right; leave it out',
    ]);
    expect(findProblems('ids', ['a', 'b'], refuse)).toEqual([
      'ids is "a, b": it is never right; leave it out',
    ]);
  });

  it('has nothing to say of a value that keeps the rule', () => {
    expect(findProblems('color', 'red', () => undefined)).toEqual([]);
  });

  it('has nothing to say of a prop that is left out', () => {
    expect(findProblems('color', undefined, refuse)).toEqual([]);
  });

  it.each([
    ['a token', Token.asString({ resolve: () => 'later' })],
    ['a token within a text', `arn:${Token.asString({ resolve: () => 'later' })}`],
    ['a token for a number', Token.asNumber({ resolve: () => 1 })],
    ['a token for a list', Token.asList({ resolve: () => ['later'] })],
    ['a list with a token', ['now', Token.asString({ resolve: () => 'later' })]],
    ['an expression of Terraform', '${aws_kms_key.main.arn}'],
  ])('leaves %s to Terraform', (_, value) => {
    expect(findProblems('prop', value, refuse)).toEqual([]);
  });
});
