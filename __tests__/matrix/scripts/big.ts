import type { EngineName } from '../../../migration/migration';
import type { ScriptSet } from '../script-set';

/** Scripts of which one fills a call, and no two fit into it. */
export function bigSet(engine: EngineName, witness: string): ScriptSet {
  return {
    name: 'big',
    engine,
    maxPayloadBytes: 160_000,
    files: {
      'V1__table.sql': `${witness}create table big (id int primary key, body text);\n`,
      ...Object.fromEntries(
        [2, 3, 4].map((version) => [
          `V${String(version)}__fill.sql`,
          `insert into witness values ('V${String(version)}-1');\n${bigInsert(version)}`,
        ]),
      ),
    },
  };
}

/** About 100 kB. */
function bigInsert(version: number): string {
  const rows = Array.from(
    { length: 100 },
    (_, index) => `(${String(version * 1000 + index)}, '${"it''s so; ".repeat(100)}')`,
  );
  return `insert into big values\n${rows.join(',\n')};\n`;
}
