import { isUtf8 } from 'node:buffer';
import { createPositions } from './positions';
import type { Problem, Source } from './split';

/** Text of a file, or why it is none. */
export function decodeSource(
  bytes: Uint8Array,
): { readonly source: Source } | { readonly problems: readonly Problem[] } {
  const problems = isUtf16(bytes)
    ? [{ line: 1, column: 1, message: 'this file is UTF-16; save it as UTF-8' }]
    : [...nul(bytes), ...invalidUtf8(bytes)];
  if (problems.length > 0) return { problems };

  const byteOffset = hasByteOrderMark(bytes) ? 3 : 0;
  return { source: { text: decode(bytes.subarray(byteOffset)), byteOffset } };
}

function nul(bytes: Uint8Array): readonly Problem[] {
  const index = bytes.indexOf(0);
  if (index === -1) return [];
  return [
    { ...positionOf(bytes, index), message: 'a NUL character, which no database takes; remove it' },
  ];
}

function invalidUtf8(bytes: Uint8Array): readonly Problem[] {
  if (isUtf8(bytes)) return [];
  // The first byte that a round trip changes is the first invalid one, or follows its lead byte.
  const again = Buffer.from(decode(bytes));
  const different = bytes.findIndex((byte, index) => byte !== again[index]);
  const index = startOfSequence(bytes, different === -1 ? bytes.length : different);
  const hex = bytes[index]?.toString(16).padStart(2, '0') ?? '';
  return [
    {
      ...positionOf(bytes, index),
      message: `the byte 0x${hex} is not valid UTF-8; save the file as UTF-8`,
    },
  ];
}

function startOfSequence(bytes: Uint8Array, index: number): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[index - back] ?? 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? index - back : index;
    if (byte < 0x80) return index;
  }
  return index;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function positionOf(bytes: Uint8Array, index: number): Pick<Problem, 'line' | 'column'> {
  const text = decode(bytes.subarray(hasByteOrderMark(bytes) ? 3 : 0, index));
  const { line, column } = createPositions({ text, byteOffset: 0 })(text.length);
  return { line, column };
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
