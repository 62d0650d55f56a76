import type pg from 'pg';

/** What keeps rows from being changed. */
export interface Protection {
  /** `role`: the login can only read and add. `trigger`: it could take the trigger away. `none`: there is none. */
  readonly by: 'role' | 'trigger' | 'none';
  readonly text: string;
}

interface Row {
  login: string;
  owner: string;
  guarded: boolean;
  super: boolean;
  changes: boolean;
  member: boolean;
  schema: boolean;
}

export async function auditProtection(pool: pg.Pool): Promise<Protection> {
  const { rows } = await pool.query<Row>(
    `SELECT current_user AS login, owner.rolname AS owner,
       EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'append_only' AND tgenabled = 'A') AS guarded,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,
       has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') AS changes,
       pg_has_role(owner.oid, 'MEMBER') AS member, pg_has_role(n.nspowner, 'MEMBER') AS schema
     FROM pg_class c JOIN pg_roles owner ON owner.oid = c.relowner JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = 'godwit.audit'::regclass`,
  );
  const [row] = rows;
  if (row === undefined || !row.guarded)
    return { by: 'none', text: 'its trigger is off or gone: rows can be changed' };
  const { login, owner } = row;
  const why = row.super ? 'is a superuser' : owner === login ? 'owns the table' : 'may change rows';
  if (row.super || row.changes)
    return { by: 'trigger', text: `a trigger refuses changes; ${login} ${why} and could take it away` };
  const rest = [
    ...(row.member ? [`may become ${owner}`] : []),
    ...(row.schema ? ['owns the schema and could drop the table'] : []),
  ];
  const but = rest.length === 0 ? '' : `, but ${rest.join(' and ')}`;
  return { by: 'role', text: `a trigger refuses changes; ${login} can only read and add${but}` };
}
