import { statementTokens } from './leading';
import type { Finding, Piece } from './pieces';
import type { Token } from './token';

/**
 * Characters that would be stored as `?`, at the first of them behind each SET NAMES.
 *
 * The runner's texts are utf8mb4. To PREPARE one, the server converts it to the character set of
 * its session, and says nothing of what it loses.
 */
export function lostCharacters(source: string, prepared: readonly Piece[]): readonly Finding[] {
  const findings: Finding[] = [];
  let chosen: { readonly characterSet: string; readonly line: number } | undefined;
  for (const { start, end } of prepared) {
    const text = source.slice(start, end);
    const characterSet = chosenBy(text);
    if (characterSet !== undefined) {
      chosen = { characterSet, line: source.slice(0, start).split('\n').length };
    }
    const lost = chosen && firstOutside(text, chosen.characterSet);
    if (chosen === undefined || lost === undefined) continue;
    findings.push({
      index: start + lost.index,
      message:
        `${lost.character} is no character of ${chosen.characterSet}, which line ${chosen.line} ` +
        'sets, and would be stored as a question mark; write utf8mb4 there',
    });
    chosen = undefined;
  }
  return findings;
}

/** The character set that a SET gives to the texts behind it. */
function chosenBy(text: string): string | undefined {
  if (!maySet.test(text)) return undefined;
  const tokens = [...statementTokens(text)];
  if (tokens[0]?.word !== 'SET') return undefined;
  const value = (at: number) => valueOf(text, tokens[at]);
  for (const [index, token] of tokens.entries()) {
    if (token.word === 'NAMES' || token.word === 'CHARSET') return value(index + 1);
    if (token.word === 'CHARACTER' && tokens[index + 1]?.word === 'SET') return value(index + 2);
    if (variable.test(text.slice(token.start, token.end)) && tokens[index + 1]?.word === '=') {
      return value(index + 2);
    }
  }
  return undefined;
}

const maySet = /\b(?:names|charset|character)|character_set_/i;
const variable = /^(?:@@(?:session\.|local\.)?)?character_set_(?:client|connection)$/i;

/** What comes from a variable, or is the default, counts as utf8mb4. */
function valueOf(text: string, token: Token | undefined): string {
  if (token?.kind !== 'word' && token?.kind !== 'string') return 'utf8mb4';
  const name = text.slice(token.start, token.end).replace(/['"]/g, '').toLowerCase();
  return name === 'default' ? 'utf8mb4' : name;
}

function firstOutside(
  text: string,
  characterSet: string,
): { readonly index: number; readonly character: string } | undefined {
  if (characterSet === 'utf8mb4') return undefined;
  const outside = outsideOf[characterSet] ?? /[^\0-\x7f]/u;
  if (!outside.test(text)) return undefined;
  for (const { start, end } of statementTokens(text)) {
    const match = outside.exec(text.slice(start, end));
    if (match !== null) return { index: start + match.index, character: match[0] };
  }
  return undefined;
}

const outsideOf: Readonly<Record<string, RegExp>> = {
  utf8: /[\u{10000}-\u{10ffff}]/u,
  utf8mb3: /[\u{10000}-\u{10ffff}]/u,
  latin1: /[^\0-\xff]/u,
};
