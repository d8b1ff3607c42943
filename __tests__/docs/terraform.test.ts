import { parseSettings } from '../../stacks';
import { readDocument, tableRows } from './markdown';

const text = readDocument('docs/terraform.md');
const settings = tableRows(text, '| variable ');

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
      OUT_OF_ORDER: [onOrOff(postgresql.allowsOutOfOrder)],
      MIGRATION_MINUTES: [],
      SCHEMA_FOLDER: [],
      SCHEMA_PATH: [],
      STATE_BACKEND: [postgresql.state.kind],
      STATE_PATH: [],
    });
  });
});

function spans(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
}
