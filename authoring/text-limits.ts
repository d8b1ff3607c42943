import type { EngineName } from '../migration/migration';
import { firstWord } from './mysql/leading';

/** Something wrong at an index of a statement's text, in UTF-16 units. */
export interface TextProblem {
  readonly index: number;
  readonly message: string;
}

/**
 * What keeps a statement from being sent to the Data API as SQL text, as a statement that runs
 * alone is: all others travel as parameter values, which the service neither scans nor limits.
 */
export function findTextProblems(text: string, engine: EngineName): readonly TextProblem[] {
  return [
    ...tooLong(text),
    ...parameters(text, engine),
    ...semicolons(text, engine),
    ...endingBackslashes(text, engine),
  ].sort((a, b) => a.index - b.index);
}

// Of the 65,536 that the Data API takes; the rest is for a comment by which runs find it again.
const maxCharacters = 65_000;

function tooLong({ length }: string): readonly TextProblem[] {
  if (length <= maxCharacters) return [];
  return [
    {
      index: 0,
      message:
        `this statement runs alone and has ${length} characters, but a call of the Data API takes ` +
        `at most ${maxCharacters} of such a statement; make it shorter`,
    },
  ];
}

/** How the service may read a text. It is known to miss dollar quotes, and to know \\. */
interface Reading {
  readonly hashComments: boolean;
  readonly backticks: boolean;
}

// What it makes of MySQL's own comments and quotes is not known, so any reading must be safe.
const readings: Readonly<Record<EngineName, readonly Reading[]>> = {
  'aurora-postgresql': [{ hashComments: false, backticks: false }],
  'aurora-mysql': [
    { hashComments: false, backticks: false },
    { hashComments: false, backticks: true },
    { hashComments: true, backticks: false },
    { hashComments: true, backticks: true },
  ],
};

function parameters(text: string, engine: EngineName): readonly TextProblem[] {
  const found = new Map<number, TextProblem>();
  for (const reading of readings[engine]) {
    for (const { 0: match, index } of text.matchAll(scanner(reading))) {
      if (!/^:[^:]/.test(match)) continue;
      found.set(index, {
        index,
        message:
          `the Data API would take ${match} for a parameter, since this statement runs alone ` +
          `and is sent as text; write a space behind the colon, or put it into quotes`,
      });
    }
  }
  return [...found.values()];
}

// The service refuses several statements in a call, and MySQL's own comments may hide a semicolon
// from us only. In a routine it has to take them.
function semicolons(text: string, engine: EngineName): readonly TextProblem[] {
  if (engine !== 'aurora-mysql' || !text.includes(';')) return [];
  if (withBody.has(firstWord(text))) return [];
  const indexes = readings[engine].flatMap((reading) =>
    [...text.matchAll(scanner(reading))].flatMap(({ 0: match, index }) =>
      match === ';' ? [index] : [],
    ),
  );
  return [...new Set(indexes)].map((index) => ({
    index,
    message:
      'the Data API may take this semicolon for the end of the statement, since it runs alone and ' +
      'is sent as text; take it out',
  }));
}

const withBody: ReadonlySet<string> = new Set(['CREATE', 'ALTER', 'BEGIN']);

/** Finds what the service passes over as a whole, and `:name`. */
function scanner({ hashComments, backticks }: Reading): RegExp {
  const parts = [
    String.raw`'[^'\\]*(?:\\[^][^'\\]*)*(?:'|$)`,
    String.raw`"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)`,
    String.raw`--[^\n]*`,
    // A version comment of MySQL is code to the server, and may be to the service.
    String.raw`\/\*(?!!)[^]*?(?:\*\/|$)`,
    ...(backticks ? ['`[^`]*(?:`|$)'] : []),
    ...(hashComments ? [String.raw`#[^\n]*`] : []),
    '::+',
    String.raw`:[\p{L}\p{N}_]+`,
    ';',
  ];
  return new RegExp(parts.join('|'), 'gu');
}

// To PostgreSQL 'C:\' is a whole literal, to the service an open one. MySQL reads as it does.
function endingBackslashes(text: string, engine: EngineName): readonly TextProblem[] {
  if (engine === 'aurora-mysql') return [];
  return [...text.matchAll(postgresqlQuotes)].flatMap(({ 0: match, index }) => {
    const [, backslashes = ''] = /(\\*)['"]$/.exec(match) ?? [];
    if (!/^['"]/.test(match) || backslashes.length % 2 === 0) return [];
    return [
      {
        index: index + match.length - 2,
        message:
          `the Data API would take this backslash and the quote behind it for an escape, since ` +
          `this statement runs alone and is sent as text; write E'…' with \\\\ for each backslash`,
      },
    ];
  });
}

const postgresqlQuotes =
  /--[^\n\r]*|\/\*[^]*?\*\/|(?<![\w$])[eE]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'|'[^']*'|"[^"]*"/gu;
