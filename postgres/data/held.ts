import type { ClientBase } from 'pg';

/**
 * Tables and columns that hold data, `public.t` and `public.t.a`, each with what identifies it: a rename leaves that as
 * it is, and what is dropped and made again has another. A view shows what others hold, and a generated column is
 * computed again: neither is here.
 */
export type Held = ReadonlyMap<string, string>;

const sql = `
  select format('%I.%I', n.nspname, c.relname) as name, c.oid::text as identity
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
  union all
  select format('%I.%I.%I', n.nspname, c.relname, a.attname), c.oid || '.' || a.attnum
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

export async function readHeld(session: ClientBase): Promise<Held> {
  const { rows } = await session.query<[string, string]>({ text: sql, rowMode: 'array' });
  return new Map(rows);
}

/** Whether what had this name at one moment is still there at another, under whatever name. */
export function lives(name: string, at: Held, other: ReadonlySet<string>): boolean {
  const identity = at.get(name);
  return identity !== undefined && other.has(identity);
}
