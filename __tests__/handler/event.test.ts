import { assertAsPlanned, parseEvent } from '../../handler/event';
import { manifestOf, scriptOf } from '../support/builders';

const a = 'aa'.repeat(32);
const b = 'bb'.repeat(32);
const customers = scriptOf('V1__customers.sql', ['select 1'], { checksum: a });
const orders = scriptOf('V2__orders.sql', ['select 1'], { checksum: b });

const forget = { version: '7', action: 'forget', by: 'anna' };

describe('parseEvent', () => {
  it('takes scripts with their checksums', () => {
    expect(parseEvent({ files: { 'V1__customers.sql': a } })).toEqual({
      files: { 'V1__customers.sql': a },
    });
  });

  it('takes no scripts', () => {
    expect(parseEvent({ files: {} })).toEqual({ files: {} });
  });

  it('takes the answer of the invocation before', () => {
    const event = {
      follows: {
        message: 'Applied V1; the schema is at V1. Not done yet: V2 is still pending.',
        applied: 1,
        schemaVersion: '1',
        unfinished: { scripts: a, run: 'run-a', aboveRank: 0 },
      },
      hasFollowUp: true,
    };

    expect(parseEvent(event)).toEqual(event);
  });

  it('takes a repair, and the version in any of its forms', () => {
    const repair = { version: '01_10', action: 'remove-failed', by: 'anna', undone: true };

    expect(parseEvent({ repair: { ...repair, confirm: 'ab'.repeat(8) } })).toEqual({
      repair: {
        version: '1.10',
        action: 'remove-failed',
        by: 'anna',
        undone: true,
        confirm: 'abababababababab',
      },
    });
  });

  it.each([
    ['nothing', undefined, 'event: Invalid type: Expected Object but received undefined'],
    ['text', 'files', 'event: Invalid type: Expected Object but received "files"'],
    ['no files', {}, 'files: Invalid key: Expected "files" but received undefined'],
    ['a list', { files: ['V1__a.sql'] }, 'files: Invalid type: Expected Object but received Array'],
    [
      'half a checksum',
      { files: { 'V1__a.sql': 'abab' } },
      'files.V1__a.sql: "abab" is not a SHA-256',
    ],
    [
      'a checksum that is no text',
      { files: { 'V1__a.sql': [a] } },
      'files.V1__a.sql: Array is not a SHA-256',
    ],
    ['an empty list', { files: [] }, 'files: Invalid type: Expected Object but received Array'],
    [
      'names that every object has',
      JSON.parse('{"files": {"__proto__": "a", "constructor": "b"}, "__proto__": {"files": {}}}'),
      'files.__proto__: "a" is not a SHA-256; files.constructor: "b" is not a SHA-256; ' +
        '__proto__: Invalid key: Expected never but received "__proto__"',
    ],
    [
      'a value of megabytes, and control characters in a name',
      { files: { 'V1__\u001b[2J.sql': 'x'.repeat(1_000_000) } },
      `files.V1__\\u001b[2J.sql: "${'x'.repeat(99)}… is not a SHA-256`,
    ],
    [
      'an unknown member',
      { files: {}, tf: {} },
      'tf: Invalid key: Expected never but received "tf"',
    ],
    [
      'scripts and a repair at once',
      { files: {}, repair: forget },
      'files: Invalid key: Expected never but received "files"',
    ],
    [
      'scripts and an answer at once',
      { files: {}, follows: { message: 'Applied V1.', applied: 1 } },
      'files: Invalid key: Expected never but received "files"',
    ],
    [
      'an answer that is none',
      { follows: 'Applied V1.' },
      'follows: Invalid type: Expected Object but received "Applied V1."',
    ],
    [
      'half of what is unfinished',
      { follows: { message: 'Applied V1.', applied: 1, unfinished: { scripts: a } } },
      'follows.unfinished.run: Invalid key: Expected "run" but received undefined; ' +
        'follows.unfinished.aboveRank: Invalid key: Expected "aboveRank" but received undefined',
    ],
    [
      'an answer with what no invocation answers',
      {
        follows: {
          message: 'Applied V1.',
          applied: -1,
          unfinished: { scripts: 'V1', run: '%', aboveRank: 0.5 },
        },
      },
      'follows.applied: Invalid value: Expected >=0 but received -1; ' +
        'follows.unfinished.scripts: "V1" is not a SHA-256; ' +
        'follows.unfinished.run: "%" is not the id of a run; ' +
        'follows.unfinished.aboveRank: Invalid safe integer: Received 0.5',
    ],
    [
      'all that is wrong at once',
      { repair: { version: 7, action: 'forget', force: true }, tf: {} },
      'repair.version: Invalid type: Expected string but received 7; ' +
        'repair.by: Invalid key: Expected "by" but received undefined; ' +
        'repair.force: Invalid key: Expected never but received "force"; ' +
        'tf: Invalid key: Expected never but received "tf"',
    ],
    [
      'a repair that is none',
      { repair: 7 },
      'repair: Invalid type: Expected Object but received 7',
    ],
    [
      'a repair by nobody',
      { repair: { version: '7', action: 'forget' } },
      'repair.by: Invalid key: Expected "by" but received undefined',
    ],
    ['a repair by a blank', { repair: { ...forget, by: ' ' } }, 'repair.by: " " is empty'],
    [
      'a repair by somebody with too long a name',
      { repair: { ...forget, by: 'a'.repeat(256) } },
      'repair.by: has 256 characters, and may have 255',
    ],
    [
      'a repair by somebody whose name ends in half of a character',
      { repair: { ...forget, by: 'anna\ud83d' } },
      'repair.by: "anna\ud83d" has a control character, or half of a character',
    ],
    [
      'a version of more than 255 characters',
      { repair: { ...forget, version: '7'.repeat(256) } },
      'repair.version: has 256 characters, and may have 255',
    ],
    [
      'a repair of no version',
      { repair: { ...forget, version: 'V7' } },
      'repair.version: "V7" is not a version such as 7 or 1.10',
    ],
    [
      'a version that is a number',
      { repair: { ...forget, version: 7 } },
      'repair.version: Invalid type: Expected string but received 7',
    ],
    [
      'an unknown repair',
      { repair: { ...forget, action: 'drop' } },
      'repair.action: Invalid type: Expected ("remove-failed" | "statement-applied" | ' +
        '"statement-not-applied" | "accept-checksum" | "forget") but received "drop"',
    ],
    [
      'a word that belongs to another repair',
      { repair: { ...forget, undone: true } },
      'repair: "undone" belongs to the action remove-failed',
    ],
    [
      'a confirmation that is no token',
      { repair: { ...forget, confirm: 'yes' } },
      'repair.confirm: "yes" is not a token',
    ],
    [
      'an unknown word in a repair',
      { repair: { ...forget, force: true } },
      'repair.force: Invalid key: Expected never but received "force"',
    ],
  ])('refuses %s', (_, event, problem) => {
    expect(() => parseEvent(event)).toThrow(
      new Error(
        `The migration function does not understand its event: ${problem}. ` +
          'It takes {"files": {"<script>": "<sha256>"}} or {"follows": …}, as the SchemaMigration ' +
          'construct sends them, or {"repair": {"version": …, "action": …, "by": …}}, as ' +
          'docs/history.md describes. ' +
          'Nothing was applied.',
      ),
    );
  });
});

describe('assertAsPlanned', () => {
  it('takes the layer that was planned', () => {
    const planned = { files: { 'V2__orders.sql': b, 'V1__customers.sql': a } };

    expect(() => {
      assertAsPlanned(planned, manifestOf(customers, orders));
    }).not.toThrow();
  });

  it('refuses another layer, and says which files differ', () => {
    const planned = { files: { 'V1__customers.sql': b, 'V3__returns\n.sql': a } };

    expect(() => {
      assertAsPlanned(planned, manifestOf(customers, orders));
    }).toThrow(
      new Error(
        `The scripts in the layer are not the ones that were planned:
  V1__customers.sql has another content than was planned
  V2__orders.sql is in the layer and was not planned
  V3__returns\\u000a.sql was planned and is not in the layer
Nothing was applied. Plan and apply again, from one and the same synthesized folder.`,
      ),
    );
  });
});
