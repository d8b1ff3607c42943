import type { EngineName } from '../../migration/migration';

/** A script as its author thinks of it; each peer wants it in a form of its own. */
export interface Script {
  readonly version: number;
  readonly description: string;
  readonly statements: readonly string[];
}

/** Scripts of five statements each, as an application's schema grows by them. */
export function growingSchema(count: number): readonly Script[] {
  return Array.from({ length: count }, (_, index) => {
    const table = `accounts_${String(index + 1)}`;
    return {
      version: index + 1,
      description: `create_${table}`,
      statements: [
        `create table ${table} (\n` +
          '  id integer not null primary key,\n' +
          "  owner varchar(80) not null default '',\n" +
          '  balance numeric(12, 2) not null default 0\n' +
          ')',
        `create index ${table}_owner on ${table} (owner)`,
        `insert into ${table} (id, owner, balance) values\n` +
          `  (1, 'Ada; of ${table}', 10.50),\n  (2, 'it''s Grace', 20.00),\n  (3, 'Edsger', 0.25)`,
        `alter table ${table} add column note varchar(200)`,
        `update ${table} set note = 'opened' where balance > 1`,
      ],
    };
  });
}

/** One script of inserts with ten rows each, as a dump has them; at least `bytes` in all. */
export function manyInserts(engine: EngineName, bytes: number): readonly Script[] {
  const table =
    'create table readings (\n' +
    '  id integer not null primary key,\n' +
    '  sensor varchar(40) not null,\n' +
    `  taken_at ${engine === 'aurora-mysql' ? 'datetime' : 'timestamp'} not null,\n` +
    '  reading numeric(12, 4) not null,\n' +
    '  remark varchar(200)\n' +
    ')';
  const statements = [table];
  for (let size = table.length, first = 1; size < bytes; first += rowsOfInsert) {
    const rows = Array.from({ length: rowsOfInsert }, (_, row) => rowOf(first + row));
    const insert = `insert into readings values\n${rows.join(',\n')}`;
    statements.push(insert);
    size += insert.length;
  }
  return [{ version: 1, description: 'readings', statements }];
}

const rowsOfInsert = 10;

function rowOf(id: number): string {
  const second = String(id % 60).padStart(2, '0');
  const sensor = `sensor ${String(id % 97)} of hall ${String(id % 7)}`;
  const reading = `${String((id * 37) % 9973)}.${String(id % 10_000).padStart(4, '0')}`;
  return `  (${String(id)}, '${sensor}', '2026-01-02 03:04:${second}', ${reading}, 'it''s in order; nothing to report')`;
}

/** Puts a statement that fails in the place of the fourth one of a script. */
export function withFailure(scripts: readonly Script[], version: number): readonly Script[] {
  return scripts.map((script) =>
    script.version === version
      ? {
          ...script,
          statements: script.statements.map((statement, index) =>
            index === 3 ? `insert into no_such_table values (${String(version)})` : statement,
          ),
        }
      : script,
  );
}

/** As one file. */
export function textOf({ statements }: Script): string {
  return statements.map((statement) => `${statement};\n`).join('\n');
}
