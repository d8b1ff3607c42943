import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readDocument } from './markdown';

const root = join(__dirname, '../..');
const text = readDocument('docs/constructs.md');

describe('the props in docs/constructs.md', () => {
  it.each([
    ['AuroraStack', 'aurora-stack.ts'],
    ['Network', 'network.ts'],
    ['ServerlessCluster', 'serverless-cluster.ts'],
    ['ExistingCluster', 'existing-cluster.ts'],
    ['SchemaMigration', 'schema-migration.ts'],
  ])('are those of the code, with its defaults: %s', (construct, file) => {
    expect(documentedProps(construct)).toEqual(propsOf(file, `${construct}Props`));
  });
});

describe('the examples in docs/constructs.md and docs/security.md', () => {
  it('fit the constructs', () => {
    expect(compile(examples())).toEqual([]);
  }, 120_000);
});

type Prop = readonly [name: string, byDefault: string];

/** The rows of the table below a construct's heading. */
function documentedProps(construct: string): readonly Prop[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${construct}\n`)) ?? '';
  const rows = [...section.matchAll(/^\| `(\w+)` +\| (.*?) *\|/gm)];
  return rows.map(([, name = '', byDefault = '']) => [name, byDefault]);
}

/** The props of an interface: the required ones first, as in the code. */
function propsOf(file: string, name: string): readonly Prop[] {
  const code = readFileSync(join(root, 'stacks', file), 'utf8');
  const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n(.*?)^\\}`, 'ms').exec(code)?.[1];
  const fields = [
    ...(body ?? '').matchAll(
      /(?: {2}\/\*\*(?<doc>.*?)\*\/\n)? {2}readonly (?<name>\w+)(?<mark>\??):/gs,
    ),
  ];
  return fields.map(({ groups }) => {
    const byDefault = /@default (.*?) *(?:\n|$)/.exec(groups?.doc ?? '')?.[1] ?? '';
    return [groups?.name ?? '', groups?.mark === '' ? 'required' : byDefault.replaceAll('`', '')];
  });
}

/** All TypeScript of the documents, each block in a scope of its own. */
function examples(): string {
  const texts = text + readDocument('docs/security.md');
  const blocks = [...texts.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return [
    "import type { App, TerraformStack } from 'cdktf';",
    "import * as stacks from './stacks';",
    'const { AuroraStack, ExistingCluster, SchemaMigration, bundleHandler, loadSchema } = stacks;',
    'declare const app: App;',
    'declare const stack: TerraformStack;',
    'declare const settings: stacks.Settings;',
    'declare const schema: stacks.Schema, shopSchema: stacks.Schema, auditSchema: stacks.Schema;',
    'declare const handler: stacks.HandlerBundle;',
    ...blocks.map((block, index) => `export async function example${index}() {\n${block}}`),
  ].join('\n');
}

/** What TypeScript says of a file in the checkout's root. */
function compile(code: string): readonly string[] {
  const path = join(root, 'examples-of-constructs.ts');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) =>
    readFileSync(file, 'utf8'),
  ) as { readonly config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([path], options, {
    ...host,
    fileExists: (file) => file === path || host.fileExists(file),
    getSourceFile: (file, language, onError) =>
      file === path
        ? ts.createSourceFile(file, code, language)
        : host.getSourceFile(file, language, onError),
  });
  const source = program.getSourceFile(path);
  return ts
    .sortAndDeduplicateDiagnostics([
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
