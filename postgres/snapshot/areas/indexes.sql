select
  'index' as kind,
  format('%I.%I', n.nspname, c.relname) as object,
  pg_get_indexdef(c.oid) as definition,
  case when i.indisvalid then 'yes' else 'no' end as valid,
  case when not i.indisready then 'no' end as ready,
  case when not i.indislive then 'no' end as live,
  i.indisclustered as clustered,
  i.indisreplident as "replica identity",
  ts.spcname as tablespace,
  parent.inhparent::regclass::text as parent,
  (
    select string_agg(format('%s: %s', a.attnum, a.attstattarget), ', ' order by a.attnum)
    from pg_attribute a
    where a.attrelid = c.oid and a.attstattarget >= 0
  ) as "statistics targets"
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_inherits parent on parent.inhrelid = c.oid
left join pg_tablespace ts on ts.oid = c.reltablespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = i.indrelid and e.deptype = 'e');
