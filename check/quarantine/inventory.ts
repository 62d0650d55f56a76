import type { ClientBase } from 'pg';

/** A column as it was found; with its table's identity it can be followed through renames. */
export interface HeldColumn {
  readonly name: string;
  /** As `format_type` writes it. */
  readonly type: string;
  /** Identity of the type with its modifier: another one is another type, whatever both are called. */
  readonly identity: string;
  readonly notNull: boolean;
  /** What a text is cast to, to become a value of it; without a length. */
  readonly input: string;
}

export interface HeldTable {
  readonly schema: string;
  readonly name: string;
  /** As the digest of the data calls it. */
  readonly key: string;
  /** A partition's rows belong to its parent too. */
  readonly partition: boolean;
  readonly filenode: string;
  readonly columns: ReadonlyMap<number, HeldColumn>;
}

export interface HeldSequence {
  readonly schema: string;
  readonly name: string;
}

/** All that holds data, by oid. */
export interface Inventory {
  readonly tables: ReadonlyMap<string, HeldTable>;
  readonly sequences: ReadonlyMap<string, HeldSequence>;
}

const sql = `
  select c.oid::text as oid, c.relkind = 'S' as sequence, n.nspname as schema, c.relname as name,
    pg_catalog.format('%I.%I', n.nspname, c.relname) as key, c.relispartition as partition, c.relfilenode::text as filenode,
    coalesce((
      select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', a.attnum, 'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'notNull', a.attnotnull, 'identity', a.atttypid || ':' || a.atttypmod,
        'input', pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.typname)) order by a.attnum)
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
      join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ), '[]') as columns
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'S') and c.relpersistence <> 't'
    and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
    and not exists (
      select from pg_catalog.pg_depend e
      where e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and e.objid = c.oid and e.deptype = 'e')
  order by n.nspname, c.relname`;

type Row = HeldSequence &
  Pick<HeldTable, 'key' | 'partition' | 'filenode'> & {
    readonly oid: string;
    readonly sequence: boolean;
    readonly columns: readonly (HeldColumn & { readonly number: number })[];
  };

/** Generated columns are left out: they follow from the others. */
export async function takeInventory(session: ClientBase): Promise<Inventory> {
  const { rows } = await session.query<Row>(sql);
  const tables = new Map<string, HeldTable>();
  const sequences = new Map<string, HeldSequence>();
  for (const { oid, sequence, schema, name, key, partition, filenode, columns } of rows) {
    if (sequence) sequences.set(oid, { schema, name });
    else {
      const held = new Map(columns.map(({ number, ...column }) => [number, column]));
      tables.set(oid, { schema, name, key, partition, filenode, columns: held });
    }
  }
  return { tables, sequences };
}
