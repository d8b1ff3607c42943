import { SqlError } from '../../../migration/errors';
import type { Query, Session, Value } from '../../../migration/ports';
import type { SessionName } from '../session-names';

/**
 * What a script makes of its session: put back behind it, noted with each checkpoint, and recalled by
 * the run that goes on with it. As the runner does it, by the names in the script's text.
 */
export class SessionState {
  private names: readonly SessionName[] | undefined;
  private saved: ReadonlyMap<string, string> = new Map();

  constructor(private readonly session: Session) {}

  /** @param noted what an earlier run has noted */
  async begin(names: readonly SessionName[], noted: string | undefined): Promise<void> {
    if (this.names !== undefined) return;
    this.names = names;
    this.saved = await this.read([...ownVariables, ...namesOf(names, 'system')]);
    if (noted !== undefined) await this.recall(noted, names);
  }

  private async recall(noted: string, names: readonly SessionName[]): Promise<void> {
    const found = await this.unpack(noted, [
      'sql_mode',
      'collation',
      ...namesOf(names, 'system').map((name) => `system ${name}`),
      ...namesOf(names, 'user').map((name) => `user ${name}`),
    ]);
    for (const [member, value] of found) {
      const [kind, name] = member.split(' ');
      if (kind === 'user') await this.run(assignment(`@${name ?? ''}`, value));
      else if (kind === 'system') await this.set(name ?? '', value);
      else if (kind === 'sql_mode') await this.set(kind, value);
      // Only one of the character set in which texts are sent.
      else if (typeof value === 'string' && value.startsWith('utf8mb4'))
        await this.set('collation_connection', value);
    }
  }

  /** The database reads what it has written: its numbers go beyond those of JavaScript. */
  private async unpack(
    noted: string,
    members: readonly string[],
  ): Promise<readonly (readonly [member: string, value: Value | AsWritten])[]> {
    const columns = members.map((member, index) => {
      const value = `json_extract(:noted, '$."${member}"')`;
      return `json_type(${value}) as type${index}, json_unquote(${value}) as value${index}`;
    });
    const [row = {}] = await this.session.execute({
      sql: `select ${columns.join(', ')}`,
      parameters: { noted },
      isRepeatable: true,
    });
    return members.flatMap((member, index) => {
      const type = row[`type${index}`] ?? null;
      const text = row[`value${index}`] ?? null;
      if (type === null) return [];
      if (type === 'NULL') return [[member, null] as const];
      return [[member, type === 'STRING' ? text : new AsWritten(String(text))] as const];
    });
  }

  /** For the checkpoint; undefined when it cannot be told. */
  async note(): Promise<string | undefined> {
    const { names = [], saved } = this;
    const system = namesOf(names, 'system').filter((name) => saved.has(name));
    const members = [
      `'$."sql_mode"', @@session.sql_mode, '$."collation"', @@session.collation_connection`,
      ...namesOf(names, 'user').map((name) => `'$."user ${name}"', @${name}`),
      ...system.map((name) => `'$."system ${name}"', @aurora_migrate_now_${name}`),
    ];
    // Not JSON_OBJECT: MariaDB makes texts of some numbers there.
    const sql = `select cast(json_set('{}', ${members.join(', ')}) as char) as noted`;
    try {
      if (system.length > 0) await this.session.execute({ sql: copyOf(system) });
      const [row] = await this.session.execute({ sql, isRepeatable: true });
      return String(row?.noted);
    } catch (error) {
      // Some values are no JSON. Without them the script goes on in this session only.
      if (error instanceof SqlError) return undefined;
      throw error;
    }
  }

  async restore(): Promise<void> {
    if (this.names === undefined) return;
    for (const [name, value] of this.saved) {
      await this.set(name, value);
    }
    const variables = [...namesOf(this.names, 'user'), ...runnersOwn].map(
      (name) => `@${name} = null`,
    );
    await this.run({ sql: `set ${variables.join(', ')}` });
    if (namesOf(this.names, 'locks').length > 0) await this.run({ sql: 'do release_all_locks()' });
    for (const name of namesOf(this.names, 'temporary')) {
      await this.run({ sql: `drop temporary table if exists ${name}` });
    }
  }

  /** Those of the names that are variables of this server, with their values as text. */
  private async read(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const list = names.map((name) => `'${name}'`).join(', ');
    const rows = await this.session.execute({
      sql: `show session variables where variable_name in (${list})`,
      isRepeatable: true,
    });
    const values = new Map(
      rows.map((row) => {
        const [name, value] = Object.values(row);
        return [String(name), String(value)];
      }),
    );
    // In the order asked for: a collation says its character set, and is set behind it.
    return new Map(
      names.flatMap((name) => {
        const value = values.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  private set(name: string, value: Value | AsWritten): Promise<void> {
    const isNumber = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value);
    return this.run(assignment(`session ${name}`, isNumber ? new AsWritten(value) : value));
  }

  /** What a server does not let a session set, stays. */
  private async run(query: Query): Promise<void> {
    try {
      await this.session.execute({ ...query, isRepeatable: true });
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
    }
  }
}

// MariaDB writes ON and OFF without quotes into JSON.
function copyOf(variables: readonly string[]): string {
  const copies = variables.map((name) => `@aurora_migrate_now_${name} = @@session.${name}`);
  return `set ${copies.join(', ')}`;
}

const ownVariables = [
  'sql_mode',
  'character_set_client',
  'character_set_results',
  'character_set_connection',
  'collation_connection',
];
const runnersOwn = ['statement', '1', '2', '3', '4'].map((name) => `aurora_migrate_${name}`);

function namesOf(names: readonly SessionName[], kind: SessionName[0]): readonly string[] {
  return names.flatMap(([itsKind, name]) => (itsKind === kind ? [name] : []));
}

/** A number in the server's words, which may be beyond what JavaScript keeps. */
class AsWritten {
  constructor(readonly text: string) {}
}

// Most variables take a number only as it is written.
function assignment(target: string, value: Value | AsWritten): Query {
  if (value instanceof AsWritten) return { sql: `set ${target} = ${value.text}` };
  if (typeof value === 'number') return { sql: `set ${target} = ${String(value)}` };
  return { sql: `set ${target} = :value`, parameters: { value } };
}
