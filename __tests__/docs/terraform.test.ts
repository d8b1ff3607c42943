import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings } from '../../stacks';
import { readDocument, tableRows } from './markdown';

const text = readDocument('docs/terraform.md');
const settings = tableRows(text, '| variable ');
const constructs = tableRows(text, '| construct ');

describe('the settings in docs/terraform.md', () => {
  it('are the variables that are read', () => {
    const read = new Set<string>();
    parseSettings(
      new Proxy<Record<string, string | undefined>>(
        {},
        {
          get(_, name) {
            read.add(String(name));
            return undefined;
          },
        },
      ),
    );

    expect(settings.flatMap(([variable]) => spans(variable))).toEqual([...read]);
  });

  it('have the defaults of the code', () => {
    const defaults = Object.fromEntries(
      settings.map(([variable, byDefault]) => [spans(variable)[0], spans(byDefault)]),
    );
    const postgresql = parseSettings({});
    const mysql = parseSettings({ DB_ENGINE: 'aurora-mysql' });
    const onOrOff = (value: boolean) => (value ? 'on' : 'off');

    expect(defaults).toEqual({
      AWS_ACCOUNT_ID: [],
      AWS_REGION: [],
      DB_ENGINE: [postgresql.engine],
      DB_ENGINE_VERSION: [postgresql.engineVersion, mysql.engineVersion],
      DB_NAME: [postgresql.databaseName],
      DB_USERNAME: [postgresql.userName],
      DB_DELETION_PROTECTION: [onOrOff(postgresql.isDeletionProtected)],
      DB_FINAL_SNAPSHOT: [onOrOff(postgresql.keepsFinalSnapshot)],
    });
  });
});

describe('the constructs in docs/terraform.md', () => {
  it.each([
    ['Network', 'network.ts'],
    ['ServerlessCluster', 'serverless-cluster.ts'],
    ['SchemaMigration', 'schema-migration.ts'],
  ])('have the props of the code: %s', (construct, file) => {
    const row = constructs.find(([name]) => spans(name)[0] === construct);

    expect([...spans(row?.[2])].sort()).toEqual([...propsOf(file)].sort());
  });
});

function spans(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
}

function propsOf(file: string): readonly string[] {
  const code = readFileSync(join(__dirname, '../../stacks', file), 'utf8');
  const body = /export interface \w+Props \{\n(.*?)^\}/ms.exec(code)?.[1] ?? '';
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
}
