import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { SizeLimitError } from '../../../stacks/packaging/size-limit-error';
import {
  assertFitsLambda,
  findSizeProblems,
  zippedBytes,
} from '../../../stacks/packaging/size-limits';

const sizes = { input: 6_291_456, unzipped: 257_949_696, zipped: 52_428_800 };

describe('findSizeProblems', () => {
  it('finds nothing in sizes that are just at their limits', () => {
    expect(findSizeProblems(sizes)).toEqual([]);
  });

  it.each([
    ['input', { ...sizes, input: 6_291_457 }, [{ kind: 'input', bytes: 6_291_457 }]],
    ['unzipped', { ...sizes, unzipped: 257_949_697 }, [{ kind: 'unzipped', bytes: 257_949_697 }]],
    ['zipped', { ...sizes, zipped: 52_428_801 }, [{ kind: 'zipped', bytes: 52_428_801 }]],
  ] as const)('finds one byte too many: %s', (_, given, expected) => {
    expect(findSizeProblems(given)).toEqual(expected);
  });

  it('finds them all', () => {
    const given = { input: 7_000_000, unzipped: 300_000_000, zipped: 60_000_000 };

    expect(findSizeProblems(given)).toEqual([
      { kind: 'input', bytes: 7_000_000 },
      { kind: 'unzipped', bytes: 300_000_000 },
      { kind: 'zipped', bytes: 60_000_000 },
    ]);
  });
});

describe('SizeLimitError', () => {
  const scripts = [
    { file: 'V2__seed.sql', bytes: 4_000_000 },
    { file: 'V1__users.sql', bytes: 120 },
  ];

  function messageOf(kind: 'input' | 'unzipped' | 'zipped', bytes: number): string {
    return new SizeLimitError('schema', scripts, [{ kind, bytes }]).message;
  }

  it('says what to do when there are too many scripts for a call', () => {
    expect(messageOf('input', 6_291_457)).toBe(
      'schema has 2 scripts, whose names and checksums make an input of 6291457 bytes for the ' +
        'function, but Lambda takes at most 6291456 (6 MiB) in a call; shorten the descriptions ' +
        'in the names, or join scripts that no database has yet',
    );
  });

  it('says what to do when there is too much for a layer', () => {
    expect(messageOf('unzipped', 257_949_697)).toBe(
      'schema has 2 scripts, which make a layer of 257949697 bytes, but it may have at most ' +
        '257949696: Lambda takes 250 MiB unzipped, and 4 MiB of them are kept for the function; ' +
        'take bulk data out of scripts that no database has yet, and load it in another way ' +
        '(the largest script, V2__seed.sql, has 4000000 bytes)',
    );
  });

  it('says what to do when there is too much for an upload', () => {
    expect(messageOf('zipped', 52_428_801)).toBe(
      'schema has 2 scripts, which make a layer of about 52428801 bytes zipped, but Lambda takes ' +
        'at most 52428800 (50 MiB) in an upload; take bulk data out of scripts that no database ' +
        'has yet, and load it in another way (the largest script, V2__seed.sql, has 4000000 bytes)',
    );
  });

  it('has a line for each limit', () => {
    const problems = [
      { kind: 'input', bytes: 7_000_000 },
      { kind: 'zipped', bytes: 60_000_000 },
    ] as const;
    const lines = new SizeLimitError('schema', scripts, problems).message.split('\n');

    expect(lines).toEqual([messageOf('input', 7_000_000), messageOf('zipped', 60_000_000)]);
  });
});

describe('assertFitsLambda', () => {
  // {"files":{}} with what fills it up to the limit.
  const atLimit = `{"files":{"${'x'.repeat(6_291_456 - 16)}":1}}`;

  it('takes an input of just the limit', () => {
    expect(atLimit).toHaveLength(6_291_456);
    expect(() => {
      assertFitsLambda({ folder: 'schema', input: atLimit, files: [] });
    }).not.toThrow();
  });

  it('refuses a longer one, counted in bytes', () => {
    const input = atLimit.replace('x', 'é');

    expect(input).toHaveLength(6_291_456);
    expect(() => {
      assertFitsLambda({ folder: 'schema', input, files: [] });
    }).toThrow(SizeLimitError);
  });
});

describe('zippedBytes', () => {
  const noise = randomBytes(100_000);

  it('is about the size of the zip when that may be too large', () => {
    const names = Array.from({ length: 27 }, (_, index) => `schema/V${index + 1}__seed.sql`);
    const content = Buffer.concat([noise, Buffer.alloc(1_900_000)]);
    const one = zipSync({ 'schema/V1__seed.sql': content }).byteLength;

    const bytes = zippedBytes(names.map((name) => ({ name, content })));

    expect(bytes / (27 * one)).toBeCloseTo(1, 2);
  });

  it('is never less than the size of the zip when that is small', () => {
    const zip = zipSync({ 'schema/V1__seed.sql': noise }).byteLength;

    const bytes = zippedBytes([{ name: 'schema/V1__seed.sql', content: noise }]);

    expect(bytes).toBeGreaterThanOrEqual(zip);
    expect(bytes / zip).toBeCloseTo(1, 2);
  });
});
