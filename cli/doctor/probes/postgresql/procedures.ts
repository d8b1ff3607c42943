import type { ProcedureSql } from '../procedures';

// As the runner is installed: by a DO block, without a colon, with a text as the parameter.
const inDo = (procedure: string, body: string): string => `
  do $install$
  begin
    create procedure ${procedure}(payload text) language plpgsql as $body$
    begin
      ${body}
    end
    $body$;
  end
  $install$`;

export const postgresqlProcedures: ProcedureSql = {
  create: (procedure, table) =>
    inDo(procedure, `insert into ${table} values (payload); perform 1;`),
  createCommitting: (procedure, table) =>
    inDo(
      procedure,
      `insert into ${table} values (payload);
      commit;
      set transaction isolation level read committed;
      insert into ${table} values (payload);
      rollback;`,
    ),
};
