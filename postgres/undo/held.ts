import type { ClientBase } from 'pg';

/** A table or column with data, found again by what identifies it, whatever its name is by then. */
export interface Holding {
  readonly identity: string;
  /** `public.tasks` or `public.tasks.title`, as SQL writes it. */
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string | null;
}

/** Generated columns are computed again; partitions belong to their table, archives and histories to us. */
const sql = `
  with relation as (
    select c.oid, n.nspname, c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\\_%'
      and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  )
  select oid::text as identity, format('%I.%I', nspname, relname) as name, nspname as schema, relname as table,
    null as column
  from relation
  union all
  select oid || '.' || attnum, format('%I.%I.%I', nspname, relname, attname), nspname, relname, attname
  from relation
  join pg_catalog.pg_attribute on attrelid = oid and attnum > 0 and not attisdropped and attgenerated = ''
  order by 1`;

export async function readHoldings(session: ClientBase): Promise<Holding[]> {
  const { rows } = await session.query<Holding>(sql);
  return rows;
}

/** What of `before` is nowhere by now; the columns of a table that is gone go with it. */
export function missing(before: readonly Holding[], now: readonly Holding[]): Holding[] {
  const left = new Set(now.map(({ identity }) => identity));
  const gone = before.filter(({ identity }) => !left.has(identity));
  return gone.filter(
    ({ column, identity }) => column === null || !gone.some((one) => one.identity === identity.split('.')[0]),
  );
}

/** A sequence that goes with its table; named as SQL writes it. */
export interface OwnedSequence {
  readonly column: string;
  readonly sequence: string;
}

/** By the identity of the table. */
export async function ownedSequences(session: ClientBase): Promise<Map<string, OwnedSequence[]>> {
  const { rows } = await session.query<OwnedSequence & { identity: string }>(
    `select d.refobjid::text as identity, a.attname as column, format('%I.%I', n.nspname, s.relname) as sequence
     from pg_catalog.pg_class s
     join pg_catalog.pg_namespace n on n.oid = s.relnamespace
     join pg_catalog.pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid
       and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where s.relkind = 'S'
     order by a.attnum`,
  );
  const owned = new Map<string, OwnedSequence[]>();
  for (const { identity, ...one } of rows) owned.set(identity, [...(owned.get(identity) ?? []), one]);
  return owned;
}
