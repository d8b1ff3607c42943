import type { EngineName } from '../migration/migration';

export interface Script {
  readonly file: string;
  readonly text: string;
}

/** Scripts as a team writes them in the course of years: 1 to 3 KB each, always the same ones. */
export function scriptsOf(engine: EngineName, count: number): readonly Script[] {
  return Array.from({ length: count }, (_, index) => {
    const { description, text } = scriptAt(engine, index);
    return { file: `V${String(index + 1)}__${description}.sql`, text };
  });
}

interface Written {
  readonly description: string;
  readonly text: string;
}

function scriptAt(engine: EngineName, index: number): Written {
  const round = Math.floor(index / kinds);
  const table = `${pick(subjects, round)}_${String(round)}`;
  // Some are longer than others.
  const more = round % 12;
  switch (index % kinds) {
    case 0:
      return { description: `create_${table}`, text: createTable(engine, table, more) };
    case 1:
      return { description: `extend_${table}`, text: alterTable(table, more) };
    case 2:
      return { description: `index_${table}`, text: createIndexes(table, more) };
    case 3:
      return { description: `total_of_${table}`, text: createFunction(engine, table, more) };
    default:
      return { description: `fill_${table}`, text: insertRows(table, more) };
  }
}

const kinds = 5;
const subjects = ['customers', 'orders', 'invoices', 'shipments', 'payments', 'products'] as const;
const attributes = ['status', 'currency', 'reference', 'channel', 'region', 'category'] as const;

function pick(words: readonly string[], index: number): string {
  return words[index % words.length] ?? '';
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

function createTable(engine: EngineName, table: string, more: number): string {
  const id =
    engine === 'aurora-mysql'
      ? 'bigint not null auto_increment primary key'
      : 'bigint generated always as identity primary key';
  return `-- ${table}: what the shop keeps for its owners, one row for each of them.
-- Amounts are in the smallest unit of the currency.
create table ${table} (
  id ${id},
${repeat(10 + more, (n) => `  ${pick(attributes, n)}_${String(n)} varchar(${String(20 + n)}) not null default '', -- as entered\n`)}  amount numeric(12, 2) not null default 0,
  created_at timestamp not null default current_timestamp,
  constraint ${table}_amount_check check (amount >= 0)
);

create table ${table}_history (
  ${table}_id bigint not null references ${table} (id),
${repeat(5, (n) => `  ${pick(attributes, n)}_before varchar(40),\n  ${pick(attributes, n)}_after varchar(40),\n`)}  changed_by varchar(63) not null,
  changed_at timestamp not null default current_timestamp
);
`;
}

function alterTable(table: string, more: number): string {
  return repeat(
    6 + more,
    (n) => `-- Asked for by support, to be filled by the import.
alter table ${table} add column note_${String(n)} varchar(200);
update ${table} set note_${String(n)} = 'none' where ${pick(attributes, n)}_${String(n)} = '';
`,
  );
}

function createIndexes(table: string, more: number): string {
  return repeat(
    6 + more,
    (n) => `/* ${pick(attributes, n)}: used by the report of the month */
create index ${table}_${pick(attributes, n)}_${String(n)} on ${table} (${pick(attributes, n)}_${String(n)}, created_at);
`,
  );
}

function createFunction(engine: EngineName, table: string, more: number): string {
  const steps = repeat(
    6 + more,
    (n) => `  if kind = '${pick(attributes, n)}_${String(n)}' then
    select sum(amount) into total from ${table} where ${pick(attributes, n)}_${String(n)} = value;
  end if;
`,
  );
  if (engine === 'aurora-mysql') {
    return `delimiter //
create function total_of_${table}(kind varchar(40), value varchar(40))
returns decimal(12, 2) reads sql data
begin
  declare total decimal(12, 2) default 0;
${steps}  return total;
end//
delimiter ;
`;
  }
  return `create function total_of_${table}(kind text, value text) returns numeric as $$
declare
  total numeric := 0; -- what is not there counts as nothing
begin
${steps}  return total;
end
$$ language plpgsql stable;
`;
}

function insertRows(table: string, more: number): string {
  const row = (n: number): string =>
    `  ('${pick(attributes, n)} ${String(n)}', 'it''s in use: ${table}', ${String(n * 7)}.50)`;
  return `-- Rows that the application relies on.
insert into ${table} (status_0, currency_1, amount) values
${Array.from({ length: 16 + 2 * more }, (_, n) => row(n)).join(',\n')};

${repeat(5, (n) => `update ${table} set amount = amount + ${String(n)} where status_0 = 'status ${String(n * 6)}';\n`)}`;
}
