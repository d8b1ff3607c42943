import type { Source } from './split';

export interface Position {
  /** In UTF-8 bytes of the file, its byte order mark included. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters (code points). */
  readonly column: number;
}

/**
 * Turns indices of `source.text` (UTF-16 units) into places in the file.
 * Indices must be asked for in ascending order: the whole file then costs one pass.
 */
export function createPositions(source: Source): (index: number) => Position {
  const isAscii = Buffer.byteLength(source.text) === source.text.length;
  return isAscii ? createAsciiPositions(source) : createUnicodePositions(source);
}

/** Most scripts are ASCII: then it goes from line to line, and not through all characters. */
function createAsciiPositions({ text, byteOffset }: Source): (index: number) => Position {
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);

  return (index) => {
    while (lineEnd < index) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    return { offset: byteOffset + index, line, column: index - lineStart + 1 };
  };
}

function endOfLine(text: string, from: number): number {
  const index = text.indexOf('\n', from);
  return index === -1 ? Infinity : index;
}

function createUnicodePositions({ text, byteOffset }: Source): (index: number) => Position {
  let at = 0;
  let offset = byteOffset;
  let line = 1;
  let column = 1;

  return (index) => {
    while (at < index) {
      const code = text.codePointAt(at) ?? 0;
      at += code > 0xffff ? 2 : 1;
      offset += utf8Length(code);
      if (code === 0x0a) {
        line += 1;
        column = 1;
      } else {
        column += 1;
      }
    }
    return { offset, line, column };
  };
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
