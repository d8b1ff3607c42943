import { parseScriptName } from '../../authoring/script-name';

describe('parseScriptName', () => {
  it.each([
    ['V1__create_customers.sql', '1', 'create customers'],
    ['v2__x.sql', '2', 'x'],
    ['V1_10__x.sql', '1.10', 'x'],
    ['V1.2.3__x.sql', '1.2.3', 'x'],
    ['V001_000__x.sql', '1', 'x'],
    ['V1__e-mail_2.0.sql', '1', 'e-mail 2.0'],
    ['V1__2024_report.sql', '1', '2024 report'],
    ['V1___größe_😀.sql', '1', 'größe 😀'],
    ['V1__a__b.sql', '1', 'a b'],
    ['001_create_customers.sql', '1', 'create customers'],
    ['20260102030405-create-customers.sql', '20260102030405', 'create customers'],
    ['7.x.sql', '7', 'x'],
    ['1.10_x.sql', '1.10', 'x'],
    ['003_2fa.sql', '3', '2fa'],
    ['0_x.sql', '0', 'x'],
  ])('reads %s as version %s, "%s"', (file, version, description) => {
    expect(parseScriptName(file)).toEqual({ version, description });
  });

  const rule =
    'name it V<version>__<description>.sql, such as V2__create_orders.sql, ' +
    'or <number>_<description>.sql, such as 002_create_orders.sql';

  it.each([
    ['create_orders.sql', `has no version in its name; ${rule}`],
    ['Vx__y.sql', `has no version in its name; ${rule}`],
    ['2fa.sql', `has no version in its name; ${rule}`],
    ['V1a__x.sql', `has no version in its name; ${rule}`],
    ['V1.sql', `has no description; ${rule}`],
    ['V1__.sql', `has no description; ${rule}`],
    ['V1___.sql', `has no description; ${rule}`],
    ['001.sql', `has no description; ${rule}`],
    ['001_.sql', `has no description; ${rule}`],
    [
      'V1_create_orders.sql',
      'has one underscore between its version and its description, and needs two; ' +
        'name it V1__create_orders.sql',
    ],
    [
      '2024_01_15_create.sql',
      'begins with several numbers, and which of them are its version is unclear; ' +
        'name it V2024_01_15__create.sql or V2024__01_15_create.sql',
    ],
    [
      '001-2-x.sql',
      'begins with several numbers, and which of them are its version is unclear; ' +
        'name it V001_2__x.sql or V001__2_x.sql',
    ],
    ['V1__x.SQL', 'does not end in lower-case .sql; rename it'],
    ['V1__a\nb.sql', 'has a control character in its name; rename it'],
    ['V1__a\u009Bb.sql', 'has a control character in its name; rename it'],
    ['V1__a\uFFFD.sql', 'has a name that is not valid UTF-8; rename it'],
    [
      'U1__x.sql',
      'is an undo script of Flyway, which is not supported yet; move it out of the folder',
    ],
    [
      'R__views.sql',
      'is a repeatable migration of Flyway, which is not supported yet; ' +
        'give it a version, such as V2__create_views.sql',
    ],
    [
      'B1__x.sql',
      'is a baseline migration of Flyway, which is not supported yet; ' +
        'give it a version, such as V2__create_tables.sql',
    ],
    [
      '000001_x.up.sql',
      'is the up half of a pair, as golang-migrate has them, which is not supported yet; ' +
        'remove ".up" from its name',
    ],
    [
      '000001_x.down.sql',
      'is the down half of a pair, as golang-migrate has them, which is not supported yet; ' +
        'move it out of the folder',
    ],
  ])('refuses %j', (file, problem) => {
    expect(parseScriptName(file)).toEqual({ problem });
  });
});
