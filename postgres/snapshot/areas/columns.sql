-- Rows come in the order of the columns; the reader turns that order into objects of kind "column order".
select
  case when c.relkind = 'c' then 'attribute' else 'column' end as kind,
  format('%I.%I.%I', n.nspname, c.relname, a.attname) as object,
  format('%I.%I', n.nspname, c.relname) as relation,
  quote_ident(a.attname) as "column",
  format_type(a.atttypid, a.atttypmod) as type,
  case when a.attcollation not in (0, t.typcollation) then a.attcollation::regcollation::text end as collation,
  a.attnotnull as "not null",
  case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
  case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
  case when a.attgenerated <> '' then
    case a.attgenerated when 's' then 'stored: ' else 'virtual: ' end || pg_get_expr(d.adbin, d.adrelid)
  end as generated,
  case when a.attstorage <> t.typstorage then
    case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' when 'm' then 'main' end
  end as storage,
  case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
  nullif(a.attstattarget, -1)::text as "statistics target",
  (select string_agg(o, ', ' order by o) from unnest(a.attoptions) o) as options,
  (select string_agg(o, ', ' order by o) from unnest(a.attfdwoptions) o) as "foreign data options",
  array_to_string(a.attacl, E'\n') as privileges,
  case when a.attinhcount > 0 then case when a.attislocal then 'also local' else 'yes' end end as inherited
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped
  and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
order by a.attrelid, a.attnum;
