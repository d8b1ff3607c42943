/**
 * Turns offsets in UTF-8 bytes of `text` into indices (UTF-16 units).
 * Offsets must be asked for in ascending order: the whole text then costs one pass.
 */
export function createByteIndex(text: string): (offset: number) => number {
  if (Buffer.byteLength(text) === text.length) return (offset) => offset;
  let at = 0;
  let bytes = 0;

  return (offset) => {
    while (bytes < offset && at < text.length) {
      const code = text.charCodeAt(at);
      at += 1;
      // A surrogate pair is four bytes: two for each half.
      const isHalf = code >= 0xd800 && code <= 0xdfff;
      bytes += code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3;
    }
    return at;
  };
}
