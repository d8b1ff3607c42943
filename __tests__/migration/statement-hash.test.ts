import { hashStatements } from '../../migration/statement-hash';

describe('hashStatements', () => {
  it('is empty for no statement', () => {
    expect(hashStatements([])).toBe('');
  });

  it('is the SHA-256 of the only statement', () => {
    // printf 'create table a (id int)' | sha256sum
    expect(hashStatements(['create table a (id int)'])).toBe(
      '1a2f7426649c1960ad2dbbbbb3ff8d4c757d44e04dfa52ee60ee2132e71b3300',
    );
  });

  it('chains the hash before and the next statement', () => {
    // printf '1a2f7426649c1960ad2dbbbbb3ff8d4c757d44e04dfa52ee60ee2132e71b3300select 1' | sha256sum
    expect(hashStatements(['create table a (id int)', 'select 1'])).toBe(
      '241713147db768b8991965224a83e683761fa989aaefd928d8052553a6f9ba4f',
    );
  });

  it('takes CRLF for LF', () => {
    // printf "select 'ü',\n  1" | sha256sum
    expect(hashStatements(["select 'ü',\r\n  1"])).toBe(
      '2046fd9ed528609ec0328835f6284a197cf6ad97751ccfad7eba662819ee87a5',
    );
  });
});
