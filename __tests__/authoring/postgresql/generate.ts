import fc from 'fast-check';

/** A file whose statements are known because it was put together from them. */
export interface GeneratedFile {
  readonly text: string;
  readonly statements: readonly GeneratedStatement[];
}

export interface GeneratedStatement {
  readonly text: string;
  /** Index of its first character, in UTF-16 units. */
  readonly index: number;
  readonly isBroken: boolean;
}

/** Files of statements that PostgreSQL understands; `broken` ones among them where asked for. */
export function generatedFile(options: { readonly broken: boolean }): fc.Arbitrary<GeneratedFile> {
  const statement = options.broken
    ? fc.oneof({ arbitrary: goodStatement, weight: 2 }, { arbitrary: brokenStatement, weight: 1 })
    : goodStatement;
  const terminated = fc.record({
    before: fc.oneof(gap, emptyStatement),
    statement,
    after: fc.oneof(fc.constant(''), gap),
  });
  return fc
    .tuple(
      fc.array(terminated, { maxLength: 6 }),
      fc.oneof(gap, fc.constant('-- end')),
      fc.boolean(),
    )
    .map(([parts, tail, isLastTerminated]) => {
      let text = '';
      const statements: GeneratedStatement[] = [];
      for (const [at, part] of parts.entries()) {
        text += part.before;
        statements.push({ ...part.statement, index: text.length });
        const isLast = at === parts.length - 1;
        text += part.statement.text + part.after + (isLast && !isLastTerminated ? '' : ';');
      }
      return { text: `${text} ${tail}`, statements };
    });
}

// What a splitter that knows half of the grammar trips over.
const nasty = [
  ';', "'", '"', '$$', '$a$', '$', '\\', '--', '/*', '*/', '#', ':x', '::', '`', '(', ')', '[', '{',
  'é', 'ß', '漢字', '😀', '\u00a0', '\t', '\n', '\r\n', ' ', 'begin atomic', 'end', 'case', 'E', "e'",
  'commit;', 'DELIMITER //', 'x', '1', 'migrate', '-', '*', '/',
] as const; // prettier-ignore

const content = fc
  .array(fc.constantFrom(...nasty), { maxLength: 8 })
  .map((parts) => parts.join(''));
const lineContent = content.map((text) => text.replace(/[\r\n]/g, ' '));

const space = fc.constantFrom(' ', '\n', '\t', '\r\n', '\f', ' \n ', '\v');
const lineComment = fc
  .tuple(lineContent, fc.constantFrom('\n', '\r\n', '\r'))
  .map(([text, end]) => `--${text}${end}`);
const blockComment = fc
  .tuple(content, content, fc.boolean())
  .map(([outer, inner, isNested]) =>
    isNested ? `/*${plain(outer)}/*${plain(inner)}*/ */` : `/* ${plain(outer)} */`,
  );

/** White space and comments, with white space at both ends. */
const gap = fc
  .array(fc.oneof(space, lineComment, blockComment), { maxLength: 4 })
  .map((parts) => ` ${parts.join('')}\n`);

const emptyStatement = fc.tuple(gap, gap).map(([a, b]) => `${a};${b}; ;`);

const standardString = content.map((text) => `'${text.replaceAll("'", "''")}'`);
const escapeString = fc
  .tuple(fc.constantFrom('e', 'E'), content, fc.constantFrom("\\'", "''", '\\\\', "\\';"))
  .map(([e, text, quote]) => {
    const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `${e}'${escaped}${quote}x${escaped}'`;
  });
const continuedString = fc.tuple(escapeString, content).map(([first, text]) => {
  const second = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `${first} \n  '${second}'`;
});
const unicodeString = content.map(
  (text) => `U&'${text.replaceAll('\\', '').replaceAll("'", "''")}'`,
);
const dollarString = fc
  .tuple(content, fc.constantFrom('$$', '$a$', '$body$', '$é_1$'))
  .filter(([text, tag]) => `${text}${tag}`.indexOf(tag) === text.length)
  .map(([text, tag]) => `${tag}${text}${tag}`);
const string = fc.oneof(standardString, escapeString, continuedString, unicodeString, dollarString);

const identifier = fc.oneof(
  fc.constantFrom('t', 'a$b', 'é', 'x$$y', 'n$q$', 'e', 'E1', 'über', '"end"', '"a;b"'),
  content.map((text) => `"x${text.replaceAll('"', '""')}"`),
);

// Tokens; what stands between two of them is filled in. ? is a string, % an identifier.
const templates = [
  'select ?',
  'select ? , ? as % from %',
  'insert into % ( % ) values ( ? ) , ( ? )',
  'update % set % = ? where % -> ? is null',
  'comment on table % is ?',
  'create table % ( % text default ? , check ( % <> ? ) )',
  'create function % ( ) returns text as ? language plpgsql',
  'create function % ( ) returns text language sql begin atomic select ? ; select case when true then ? end ; end',
  'create procedure % ( ) begin atomic insert into % values ( ? ) ; select 1 ; end',
  'create rule % as on insert to % do also ( delete from % ; select ? )',
  'do ?',
  'create view % as select a [ 1 : 2 ] , ? :: text , 1e5 , 0x1F , 1_000 from %',
  'create index concurrently % on % ( % )',
  'select case when ? = ? then 1 else 2 end',
  'grant select on % to %',
  'select $1 , 1 - - 1 , a @> b , a ? b , a <-> b',
].map((template) => template.split(' '));

const goodStatement = fc
  .constantFrom(...templates)
  .chain((tokens) => fc.tuple(...tokens.map(fillIn)).chain(withGaps))
  .map((text) => ({ text, isBroken: false }));

const brokenStatement = fc
  .tuple(fc.constantFrom('selct', 'crate table', 'insret into'), gap, string)
  .map(([word, between, value]) => ({ text: `${word}${between}${value}`, isBroken: true }));

function fillIn(token: string): fc.Arbitrary<string> {
  if (token === '?') return string;
  return token === '%' ? identifier : fc.constant(token);
}

function withGaps(tokens: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(gap, { minLength: tokens.length, maxLength: tokens.length })
    .map((gaps) =>
      tokens.map((token, at) => (at === 0 ? token : `${gaps[at] ?? ' '}${token}`)).join(''),
    );
}

function plain(text: string): string {
  return text.replaceAll('*/', '').replaceAll('/*', '').replace(/[*/]/g, '');
}
