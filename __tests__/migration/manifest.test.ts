import type { Manifest } from '../../migration/manifest';
import { decodeManifest, encodeManifest, ManifestError } from '../../migration/manifest';

const checksum = 'ab'.repeat(32);

const manifest: Manifest = {
  format: 1,
  engine: 'aurora-postgresql',
  migrations: [
    {
      file: 'V1__a.sql',
      version: '1',
      description: 'a',
      checksum,
      statements: [
        { start: 0, end: 8, line: 1, column: 1, runsAlone: false },
        { start: 10, end: 16, line: 2, column: 1, runsAlone: true },
        { ...placeOf(18), runsAlone: true, witness: { kind: 'repeatable' } },
        {
          ...placeOf(28),
          runsAlone: true,
          witness: { kind: 'index', expects: 'there', name: ['i'], of: ['s', 't'] },
        },
        {
          ...placeOf(38),
          runsAlone: false,
          witness: { kind: 'table', expects: 'gone', name: ['t'] },
        },
      ],
      sharesSession: true,
    },
  ],
};

const json =
  `{"format":1,"engine":"aurora-postgresql","migrations":[{"file":"V1__a.sql","version":"1",` +
  `"description":"a","checksum":"${checksum}","sharesSession":true,` +
  `"statements":[[0,8,1,1],[10,16,2,1,1],[18,26,3,1,1,["repeatable"]],` +
  `[28,36,3,1,1,["index","there",["i"],["s","t"]]],[38,46,3,1,0,["table","gone",["t"]]]]}]}\n`;

function placeOf(start: number) {
  return { start, end: start + 8, line: 3, column: 1 };
}

describe('encodeManifest', () => {
  it('writes compact JSON with a line end', () => {
    expect(encodeManifest(manifest)).toBe(json);
  });

  it('writes the same bytes whatever the order of keys', () => {
    const { migrations, engine, format } = manifest;

    expect(encodeManifest({ migrations, engine, format })).toBe(json);
  });
});

describe('decodeManifest', () => {
  it('reads what was written', () => {
    expect(decodeManifest(json)).toEqual(manifest);
  });

  it('reads an empty one', () => {
    expect(decodeManifest('{"format":1,"engine":"aurora-mysql","migrations":[]}')).toEqual({
      format: 1,
      engine: 'aurora-mysql',
      migrations: [],
    });
  });

  it('refuses a format that it does not know, whatever else is in it', () => {
    expect(() => decodeManifest('{"format":2,"scripts":{}}')).toThrow(
      new ManifestError(
        'the manifest has format 2, and this function knows format 1 only; ' +
          'deploy the function and the scripts with the same version of aurora-migrate',
      ),
    );
  });

  it.each([
    ['no JSON', '{', 'it is not JSON'],
    ['no object', '[]', 'it has no format version'],
    ['no format', '{"engine":"aurora-mysql","migrations":[]}', 'it has no format version'],
    [
      'another engine',
      json.replace('aurora-postgresql', 'oracle'),
      'engine: Invalid type: Expected ("aurora-postgresql" | "aurora-mysql") but received "oracle"',
    ],
    [
      'a missing member',
      json.replace('"description":"a",', ''),
      'migrations.0.description: Invalid key: Expected "description" but received undefined',
    ],
    [
      'an unknown member',
      json.replace('"format":1', '"format":1,"more":1'),
      'more: Invalid key: Expected never but received "more"',
    ],
    [
      'half a checksum',
      json.replace(checksum, 'abab'),
      'migrations.0.checksum: Invalid format: Expected /^[0-9a-f]{64}$/ but received "abab"',
    ],
    [
      'a place of three numbers',
      json.replace('[0,8,1,1]', '[0,8,1]'),
      'migrations.0.statements.0: Expected [start, end, line, column], a 1 and a witness behind them',
    ],
    [
      'a negative place',
      json.replace('[0,8,1,1]', '[-1,8,1,1]'),
      'migrations.0.statements.0: Expected [start, end, line, column], a 1 and a witness behind them',
    ],
    [
      'a witness of an unknown kind',
      json.replace('["repeatable"]', '["oracle"]'),
      'migrations.0.statements.2: Expected [start, end, line, column], a 1 and a witness behind them',
    ],
    [
      'a witness without a name',
      json.replace('["table","gone",["t"]]', '["table","gone"]'),
      'migrations.0.statements.4: Expected [start, end, line, column], a 1 and a witness behind them',
    ],
    [
      'two scripts of one version',
      json.replace(/\[(\{"file".*\})\]\}/, '[$1,$1]}'),
      'V1__a.sql does not have a later version than V1__a.sql',
    ],
  ])('refuses %s', (_, damaged, reason) => {
    expect(() => decodeManifest(damaged)).toThrow(
      `the manifest cannot be used (${reason}); synthesize and deploy again`,
    );
  });
});
