import type { ClientBase } from 'pg';

export interface ColumnFacts {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  /** Of a schema of the project: an archive must not hold on to it. */
  readonly ownType: boolean;
  readonly array: boolean;
  readonly generated: boolean;
  /** GENERATED ALWAYS AS IDENTITY: only an INSERT may set it. */
  readonly alwaysIdentity: boolean;
}

export interface TriggerFacts {
  readonly name: string;
  /** As in pg_trigger: O, A or R. */
  readonly enabled: string;
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  /** It can do nothing but change the row that is written. */
  readonly harmless: boolean;
}

/** A foreign key of another table, or of its own, to this one. */
export interface Referrer {
  readonly constraint: string;
  readonly table: string;
  readonly tableOid: string;
  readonly columns: readonly number[];
  /** Of the table that refers to it. */
  readonly from: readonly number[];
  /** What becomes of the rows that refer to one that is deleted; null: they keep it from being deleted. */
  readonly onDelete: 'delete' | 'change' | null;
  /** They change with the rows that they refer to. */
  readonly actsOnUpdate: boolean;
}

/** What has to be known of a table at the moment in which its rows are kept. */
export interface TableFacts {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly partitioned: boolean;
  /** Of a partition: the oid of the table that it is a part of. */
  readonly parent: string | null;
  readonly rowSecurity: boolean;
  /** Rewrite rules: a statement on rows does something else than it says. */
  readonly rules: boolean;
  /** Tables that inherit from it and are no partitions. */
  readonly heirs: boolean;
  /** Deferred constraints: their pending checks keep ALTER TABLE from running. */
  readonly deferred: boolean;
  readonly columns: readonly ColumnFacts[];
  /** Columns by which a row is found again: unique and never null; the primary key first. */
  readonly keys: readonly (readonly number[])[];
  readonly triggers: readonly TriggerFacts[];
  readonly referrers: readonly Referrer[];
}

const sql = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned,
    (select i.inhparent::text from pg_catalog.pg_inherits i where c.relispartition and i.inhrelid = c.oid) as parent,
    c.relrowsecurity as "rowSecurity",
    exists (select from pg_catalog.pg_rewrite r where r.ev_class = c.oid and r.ev_type <> '1') as rules,
    exists (
      select from pg_catalog.pg_inherits i join pg_catalog.pg_class h on h.oid = i.inhrelid
      where i.inhparent = c.oid and not h.relispartition) as heirs,
    exists (
      select from pg_catalog.pg_constraint f where f.condeferred and c.oid in (f.conrelid, f.confrelid)) as deferred,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', a.attnum, 'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'ownType', coalesce(e.typnamespace, t.typnamespace) <> 'pg_catalog'::pg_catalog.regnamespace,
        'array', e.oid is not null, 'generated', a.attgenerated <> '',
        'alwaysIdentity', a.attidentity = 'a') order by a.attnum), '[]')
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_type e on e.oid = t.typelem and t.typcategory = 'A'
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(pg_catalog.json_agg(pg_catalog.to_json(k.columns) order by k.indisprimary desc, k.indnatts, k.indexrelid), '[]')
      from (
        select x.indisprimary, x.indnatts, x.indexrelid, array(
          select u.number from pg_catalog.unnest(x.indkey::int2[]) with ordinality as u (number, place)
          where u.place <= x.indnkeyatts) as columns
        from pg_catalog.pg_index x
        where x.indrelid = c.oid and x.indisunique and x.indisvalid and x.indimmediate
          and x.indpred is null and x.indexprs is null) k
      where not exists (
        select from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum = any (k.columns) and not a.attnotnull)) as keys,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'name', t.tgname, 'enabled', t.tgenabled,
        'events', array_remove(array[
          case when t.tgtype & 4 <> 0 then 'insert' end, case when t.tgtype & 8 <> 0 then 'delete' end,
          case when t.tgtype & 16 <> 0 then 'update' end, case when t.tgtype & 32 <> 0 then 'truncate' end], null),
        'harmless', t.tgtype & 3 = 3 and l.lanname = 'plpgsql' and p.prosrc !~* '\\m(insert|update|delete|truncate|merge|copy|perform|execute|call|select|drop|alter|create|notify)\\M'
        ) order by t.tgname), '[]')
      from pg_catalog.pg_trigger t
      join pg_catalog.pg_proc p on p.oid = t.tgfoid
      join pg_catalog.pg_language l on l.oid = p.prolang
      where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D') as triggers,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'constraint', f.conname, 'table', f.conrelid::pg_catalog.regclass::text,
        'tableOid', f.conrelid::text, 'columns', f.confkey,
        'from', f.conkey,
        'onDelete', case when f.confdeltype = 'c' then 'delete' when f.confdeltype in ('n', 'd') then 'change' end,
        'actsOnUpdate', f.confupdtype in ('c', 'n', 'd'))), '[]')
      from pg_catalog.pg_constraint f where f.contype = 'f' and f.confrelid = c.oid) as referrers
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.oid = any ($1::oid[])
  order by n.nspname, c.relname`;

export async function readTables(session: ClientBase, oids: readonly string[]): Promise<TableFacts[]> {
  if (oids.length === 0) return [];
  const { rows } = await session.query<TableFacts>(sql, [oids]);
  return rows;
}
