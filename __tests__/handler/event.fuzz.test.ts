import fc from 'fast-check';
import { createHandler } from '../../handler/create-handler';
import { EventError } from '../../handler/event';
import { RecordingLogger } from './recording-logger';

const settings = { seed: 20260102, numRuns: Number(process.env.EVENT_RUNS ?? '2000') };

const checksum = 'ab'.repeat(32);
const names = [
  'files', 'repair', 'version', 'action', 'by', 'undone', 'confirm', 'V1__a.sql', '__proto__',
  'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '0', 'length', 'a.b', '\u001b[2J',
] as const; // prettier-ignore
const values = [
  `"${checksum}"`, '"7"', '"1_010"', '"forget"', '"remove-failed"', '"anna"', '"abababababababab"',
  'true', 'false', 'null', '{}', '[]', '""', '" "', '"\\u0000"', '"\\ud800"', '1e999', '-0', '7',
  '9007199254740993', `"${'9'.repeat(300)}"`, `"${'x'.repeat(5000)}"`, `${'['.repeat(300)}${']'.repeat(300)}`,
] as const; // prettier-ignore

// As text, since an object written in code cannot have a member of the name __proto__.
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...values),
    fc.array(tie('json'), { maxLength: 2 }).map((items) => `[${items.join(',')}]`),
    objectOf(tie('json')),
  ),
}));
const value = fc.oneof(fc.constantFrom(...values), json);
const files = fc.oneof(objectOf(value), objectOf(fc.constant(`"${checksum}"`)), value);
const repair = fc
  .record(
    {
      version: fc.oneof(fc.constantFrom('"7"', '"1_010"'), value),
      action: fc.oneof(fc.constantFrom('"forget"', '"remove-failed"'), value),
      by: fc.oneof(fc.constant('"anna"'), value),
      undone: fc.oneof(fc.constant('true'), value),
      confirm: fc.oneof(fc.constant('"abababababababab"'), value),
      more: value,
    },
    { requiredKeys: ['version', 'action', 'by'] },
  )
  .map((members) => textOf(Object.entries(members)));
const event = fc.oneof(
  json,
  files.map((text) => `{"files":${text}}`),
  repair.map((text) => `{"repair":${text}}`),
  fc.tuple(files, repair).map(([one, other]) => `{"files":${one},"repair":${other}}`),
);

describe('the handler, with any event', () => {
  it('does nothing for one that it does not understand, and says why', async () => {
    const seen = { understood: 0, notUnderstood: 0 };
    await fc.assert(
      fc.asyncProperty(event, async (text) => {
        const given: unknown = JSON.parse(text);
        const error = await handled(given);

        if (isUnderstood(given)) {
          seen.understood += 1;
          expect(error).toBe(reachedParts);
        } else {
          seen.notUnderstood += 1;
          expect(error).toBeInstanceOf(EventError);
          const { message } = error as EventError;
          expect(message.length).toBeLessThan(8_000);
          expect(message).not.toMatch(/\p{Cc}/u);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      settings,
    );
    // Both happened, and often.
    expect(Math.min(seen.understood, seen.notUnderstood)).toBeGreaterThan(100);
  });
});

const reachedParts = new Error('the handler goes to work');

/** How the handler ends that has nothing to work with. */
async function handled(given: unknown): Promise<unknown> {
  const handler = createHandler({
    logger: new RecordingLogger(),
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    newRun: () => ({ id: 'run-a', toolVersion: '0.1.0' }),
    parts: () => Promise.reject(reachedParts),
  });
  return handler(given, { getRemainingTimeInMillis: () => 900_000 }).catch(
    (error: unknown) => error,
  );
}

/** What docs/history.md and the construct say, in other words than the handler's. */
function isUnderstood(given: unknown): boolean {
  if (!isObject(given) || Object.keys(given).length !== 1) return false;
  const [[name, member]] = Object.entries(given) as [[string, unknown]];
  if (!isObject(member)) return false;
  if (name === 'files') {
    return Object.values(member).every(
      (sum) => typeof sum === 'string' && /^[0-9a-f]{64}$/.test(sum),
    );
  }
  if (name !== 'repair') return false;
  const rules: Readonly<Record<string, (part: unknown) => boolean>> = {
    version: (part) => ['7', '1_010'].includes(part as string),
    action: (part) => ['forget', 'remove-failed'].includes(part as string),
    by: (part) => isName(part),
    undone: (part) => typeof part === 'boolean' && member.action === 'remove-failed',
    confirm: (part) => part === 'abababababababab',
  };
  return (
    ['version', 'action', 'by'].every((key) => Object.hasOwn(member, key)) &&
    Object.entries(member).every(([key, part]) => Object.hasOwn(rules, key) && rules[key]?.(part))
  );
}

function isName(part: unknown): boolean {
  if (typeof part !== 'string' || part.trim() === '' || part.length > 255) return false;
  return !part.includes('\0') && Buffer.from(part).toString() === part;
}

function isObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function objectOf(member: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fc.constantFrom(...names), member), { maxLength: 3 })
    .map((members) => textOf(members));
}

function textOf(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}
