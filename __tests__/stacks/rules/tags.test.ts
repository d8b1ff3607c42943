import { findTagProblems } from '../../../stacks/rules/tags';

describe('findTagProblems', () => {
  it('takes what AWS takes', () => {
    expect(findTagProblems({ 'cost-center': '42 / a+b=c@d:e', Größe: 'ä', Empty: '' })).toEqual([]);
  });

  it('refuses what AWS would refuse, all together', () => {
    expect(findTagProblems({ 'aws:owner': 'me', '': 'x', Query: 'a?b', Fine: 'yes' })).toEqual([
      'tags["aws:owner"] is "me": AWS keeps keys that begin with aws: for itself; choose another',
      'tags[""] is "x": a key has 1 to 128 characters and a value at most 256; shorten it',
      'tags["Query"] is "a?b": a tag has letters, digits, spaces and _ . : / = + - @; leave out ' +
        'the others',
    ]);
  });

  it('leaves a value to Terraform that only Terraform knows', () => {
    expect(findTagProblems({ Owner: '${data.aws_caller_identity.me.arn}' })).toEqual([]);
  });

  it('refuses more tags than a resource takes', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));

    expect(findTagProblems(tags)).toEqual([
      'tags is "50 tags": a resource takes 49 of yours; leave some out',
    ]);
  });
});
