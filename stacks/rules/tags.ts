import { findProblems } from './problems';

/** What is wrong with tags that go on every resource. */
export function findTagProblems(tags: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(tags);
  const problems = entries.flatMap(([key, value]) =>
    findProblems(`tags["${key}"]`, value, () => findTagProblem(key, value)),
  );
  return entries.length <= maxCount
    ? problems
    : [
        ...problems,
        `tags is "${entries.length} tags": a resource takes ${maxCount} of yours; leave some out`,
      ];
}

// Of the 50 that AWS takes, the network's resources have a Name.
const maxCount = 49;

// What all the services of the stack take.
// https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function findTagProblem(key: string, value: string): string | undefined {
  if (/^aws:/i.test(key)) return 'AWS keeps keys that begin with aws: for itself; choose another';
  if (key.length < 1 || key.length > 128 || value.length > 256) {
    return 'a key has 1 to 128 characters and a value at most 256; shorten it';
  }
  return characters.test(key) && characters.test(value)
    ? undefined
    : 'a tag has letters, digits, spaces and _ . : / = + - @; leave out the others';
}
