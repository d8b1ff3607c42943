import { assertAsPlanned, parseEvent } from '../../handler/event';
import { manifestOf, scriptOf } from '../support/builders';

const a = 'aa'.repeat(32);
const b = 'bb'.repeat(32);
const customers = scriptOf('V1__customers.sql', ['select 1'], { checksum: a });
const orders = scriptOf('V2__orders.sql', ['select 1'], { checksum: b });

describe('parseEvent', () => {
  it('takes scripts with their checksums', () => {
    expect(parseEvent({ files: { 'V1__customers.sql': a } })).toEqual({
      files: { 'V1__customers.sql': a },
    });
  });

  it('takes no scripts', () => {
    expect(parseEvent({ files: {} })).toEqual({ files: {} });
  });

  it.each([
    ['nothing', undefined, 'event: Invalid type: Expected Object but received undefined'],
    ['text', 'files', 'event: Invalid type: Expected Object but received "files"'],
    ['no files', {}, 'files: Invalid key: Expected "files" but received undefined'],
    ['a list', { files: ['V1__a.sql'] }, 'files.0: is not a SHA-256'],
    ['half a checksum', { files: { 'V1__a.sql': 'abab' } }, 'files.V1__a.sql: is not a SHA-256'],
    [
      'an unknown member',
      { files: {}, tf: {} },
      'tf: Invalid key: Expected never but received "tf"',
    ],
  ])('refuses %s', (_, event, problem) => {
    expect(() => parseEvent(event)).toThrow(
      new Error(
        `The migration function does not understand its event: ${problem}. ` +
          'It takes {"files": {"<script>": "<sha256>"}}, as the SchemaMigration construct sends it. ' +
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
    const planned = { files: { 'V1__customers.sql': b, 'V3__returns.sql': a } };

    expect(() => {
      assertAsPlanned(planned, manifestOf(customers, orders));
    }).toThrow(
      new Error(
        `The scripts in the layer are not the ones that were planned:
  V1__customers.sql has another content than was planned
  V2__orders.sql is in the layer and was not planned
  V3__returns.sql was planned and is not in the layer
Nothing was applied. Plan and apply again, from one and the same synthesized folder.`,
      ),
    );
  });
});
