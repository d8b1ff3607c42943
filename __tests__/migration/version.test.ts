import { compareVersions, InvalidVersionError, parseVersion } from '../../migration/version';

describe('parseVersion', () => {
  it.each([
    ['1', '1'],
    ['001', '1'],
    ['0', '0'],
    ['1_010', '1.10'],
    ['1.2_3', '1.2.3'],
    ['20260102030405', '20260102030405'],
  ])('makes %s the version %s', (raw, version) => {
    expect(parseVersion(raw)).toBe(version);
  });

  it.each([
    ['1.0', '1'],
    ['0.0', '0'],
    ['2_00_0', '2'],
    ['1.0.1', '1.0.1'],
    ['10', '10'],
  ])('drops the parts of %s that are zero at the end', (raw, version) => {
    expect(parseVersion(raw)).toBe(version);
  });

  it.each(['', 'x', '1.', '.1', '1..2', '1a', '-1', '1 ', '١'])('refuses "%s"', (raw) => {
    expect(() => parseVersion(raw)).toThrow(InvalidVersionError);
  });

  it('says what a version is made of', () => {
    expect(() => parseVersion('one')).toThrow(
      '"one" is not a version; write numbers joined with dots or underscores, such as 7 or 1.10',
    );
  });
});

describe('compareVersions', () => {
  it.each([
    ['9', '10'],
    ['1.9', '1.10'],
    ['1', '1.1'],
    ['1.99', '2'],
    ['20260102030405', '20260102030406'],
    ['9007199254740993', '9007199254740994'],
    ['999999999999999999999999', '1000000000000000000000000'],
  ])('puts %s before %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
  });

  it.each([
    ['1', '1'],
    ['1.0', '1'],
    ['01', '1'],
    ['1.10', '1_010'],
  ])('takes %s and %s for the same version', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
  });
});
