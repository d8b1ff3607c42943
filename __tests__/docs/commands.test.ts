import { createProgram } from '../../cli/program';
import packageJson from '../../package.json';
import { codeBlocks, codeSpans, documents, readDocument } from './markdown';

const silent = { isTerminal: false, write: () => undefined };
const { commands } = createProgram(
  {
    stdout: silent,
    stderr: silent,
    variables: {},
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    newRunId: () => '',
    untilInterrupted: () => Promise.resolve(),
  },
  () => undefined,
);
const optionsOf = new Map(
  commands.map((command) => [
    command.name(),
    ['--help', ...command.options.flatMap(({ long }) => long ?? [])],
  ]),
);
const allOptions = new Set(['--version', ...[...optionsOf.values()].flat()]);

describe.each(documents)('%s', (document) => {
  const text = readDocument(document);
  const lines = [...codeBlocks(text).flatMap((block) => block.split('\n')), ...codeSpans(text)];

  it('names only scripts that package.json has', () => {
    const names = lines.flatMap((line) =>
      [...line.matchAll(/\bnpm (?:run )?(?<name>[\w:-]+)/g)].map(({ groups }) => groups?.name),
    );
    const known = ['ci', ...Object.keys(packageJson.scripts)];

    expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  it('names only commands and options that aurora-migrate has', () => {
    const unknown = lines.flatMap((line) =>
      [
        ...line.matchAll(/(?:^|npx )aurora-migrate (?<command>[a-z][\w-]*)(?<rest>[^#&|;]*)/g),
      ].flatMap(({ groups }) => {
        const { command = '', rest = '' } = groups ?? {};
        const known = optionsOf.get(command);
        if (known === undefined) return [command];
        return longOptions(rest).filter((option) => !known.includes(option));
      }),
    );

    expect(unknown).toEqual([]);
  });

  it('names only options that some command has', () => {
    const options = codeSpans(text)
      .filter((span) => /^--[a-z]/.test(span))
      .flatMap(longOptions);

    expect(options.filter((option) => !allOptions.has(option))).toEqual([]);
  });
});

function longOptions(text: string): readonly string[] {
  return text.match(/(?<![\w-])--[a-z][\w-]*/g) ?? [];
}
