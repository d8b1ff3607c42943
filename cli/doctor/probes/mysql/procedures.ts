import type { ProcedureSql } from '../procedures';

const procedureOf = (procedure: string, body: string): string => `
  create procedure ${procedure}(in payload longtext character set utf8mb4)
  sql security invoker modifies sql data
  begin
    ${body}
  end`;

export const mysqlProcedures: ProcedureSql = {
  create: (procedure, table) =>
    procedureOf(procedure, `insert into ${table} values (payload); do 1;`),
  createCommitting: (procedure, table) =>
    procedureOf(
      procedure,
      `start transaction;
      insert into ${table} values (payload);
      commit;
      start transaction;
      insert into ${table} values (payload);
      rollback;`,
    ),
};
