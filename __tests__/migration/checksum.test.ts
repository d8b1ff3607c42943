import { checksumOf } from '../../migration/checksum';

// printf 'select 1;\nselect 2;\n' | sha256sum
const expected = '061e995aebcb765888ac7580f67ee3815a03b9b9c3fd5ff2dbb40db98b53a737';

describe('checksumOf', () => {
  it('is the SHA-256 of the content', () => {
    expect(checksumOf(Buffer.from('select 1;\nselect 2;\n'))).toBe(expected);
  });

  it('takes CRLF for LF', () => {
    expect(checksumOf(Buffer.from('select 1;\r\nselect 2;\r\n'))).toBe(expected);
  });

  it('leaves a byte order mark out', () => {
    expect(checksumOf(Buffer.from('\uFEFFselect 1;\r\nselect 2;\n'))).toBe(expected);
  });

  it('tells a CR that is no line end from an LF', () => {
    expect(checksumOf(Buffer.from('select 1;\rselect 2;\n'))).not.toBe(expected);
  });

  it('tells one LF more', () => {
    expect(checksumOf(Buffer.from('select 1;\nselect 2;\n\n'))).not.toBe(expected);
  });

  it('takes bytes that are no text', () => {
    expect(checksumOf(Uint8Array.of(0xff, 0x0d))).toBe(
      '05fc990c0de89ceec27dcc4bae58d4e5af181af8e64d248251ecc86cc2a8db87',
    );
  });

  it('takes nothing', () => {
    expect(checksumOf(new Uint8Array())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});
