import { createMysqlBackend } from '../../local/backends/mysql';
import { applyScripts } from '../integration/apply-scripts';
import { readCatalog, readRows } from '../integration/mysql/catalog';
import { askOf, withConnection } from '../integration/mysql/connect';
import { createMysqlDatabase } from '../support/servers/databases';

const count = 5000;
const tables = ['create table t (n int primary key, v text)', 'create table log (line text)'];
const statements = [...tables, ...Array.from({ length: count - 2 }, (_, n) => statementOf(n))];

describe('a MySQL script of 5,000 statements of all kinds', () => {
  it('gives the same catalog and rows as on a plain connection', async () => {
    const ours = await createMysqlDatabase();
    const plain = await createMysqlDatabase();

    await applyScripts(await createMysqlBackend({ url: ours }), {
      'V1__many.sql': statements.map(inScript).join(''),
    });
    await withConnection(plain, async (connection) => {
      for (const sql of statements) await connection.query(sql);
    });

    const stored = await read(ours);
    expect(await appliedStatements(ours)).toBe('5000');
    expect(Object.keys(stored.catalog)).toHaveLength(201);
    expect(stored).toEqual(await read(plain));
  }, 120_000);
});

/** Each kind comes often; one in a hundred has a body of its own. */
function statementOf(n: number): string {
  if (n % 100 === 99) return bodyOf(n);
  if (n % 33 === 32) return `create table t_${n} (\`a;${n}\` int default ${n}, key (\`a;${n}\`))`;
  switch (n % 7) {
    case 0:
      return `insert into t values (${n}, 'it''s; ${n} -- :x'), (-${n} - 1, "😀 \\"; /* ${n}")`;
    case 1:
      return `insert into t\r\n  select ${n}, '// $$ ${n} \\\\' /* ; */ -- ' ;\n from dual`;
    case 2:
      return `update t set v = concat(v, ';', ${n}) where n between ${n - 5} and ${n}`;
    case 3:
      return `set @n := ${n}, @s = concat(':', @n, ';')`;
    case 4:
      return `insert into t values (${n + 10_000}, @s)`;
    case 5:
      return `/*!50003 insert into log values ('#${n}; "') */`;
    default:
      return `delete from t where n = ${n - 12} and v not like '%;:%'`;
  }
}

function bodyOf(n: number): string {
  const body = `begin
  declare i int default 0;
  l${n} : while i < 2 do set i = i + 1; if i > ${n} then leave l${n}; end if; end while;
  insert into log values (';${n} // $$'); -- it's
end`;
  return n % 200 === 99
    ? `create procedure p_${n}()\n${body}`
    : `create trigger tr_${n} after delete on t_${n - 1 - ((n - 33) % 33)} for each row\n${body}`;
}

/** By turns without DELIMITER, and with one or the other. */
function inScript(sql: string, index: number): string {
  if (!/\bbegin\b/.test(sql))
    return index % 3 === 0 ? `${sql};` : `-- ${index}; it's\n${sql} ;\n\n`;
  if (index % 3 === 0) return `\n${sql};\n`;
  // Neither of them occurs outside of quotes in what it delimits.
  const delimiter = index % 3 === 1 ? '%%' : ';;';
  return `\nDELIMITER ${delimiter}\n${sql}\n${delimiter}\ndelimiter ;\n`;
}

async function appliedStatements(url: string): Promise<string | null | undefined> {
  const [entry] = await withConnection(url, (connection) =>
    askOf(connection)('select statements_applied as applied from aurora_migrate_history'),
  );
  return entry?.applied;
}

function read(url: string) {
  return withConnection(url, async (connection) => {
    const ask = askOf(connection);
    return { catalog: await readCatalog(ask), rows: await readRows(ask) };
  });
}
