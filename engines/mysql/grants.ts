import type { Session } from '../../migration/ports';

/** What a user needs in the database; as for doing all this over any other client. */
export async function grants(session: Session): Promise<readonly string[]> {
  const [row] = await session.execute({
    sql: 'select current_user() as grantee, database() as name',
    isRepeatable: true,
  });
  const grantee = String(row?.grantee);
  const at = grantee.lastIndexOf('@');
  const [user, host] = [grantee.slice(0, at), grantee.slice(at + 1)];
  return [`GRANT ${rights} ON \`${String(row?.name)}\`.* TO '${user}'@'${host}'`];
}

const rights =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, CREATE TEMPORARY TABLES, CREATE ROUTINE, ' +
  'ALTER ROUTINE, EXECUTE';
