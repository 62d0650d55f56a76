-- The triggers that a rename or a split leaves while old and new exist, known by their name.
select
  g.tgrelid::int8::text as id,
  g.tgname as trigger,
  pg_get_triggerdef(g.oid) as definition,
  format('"%s"."%s"', replace(fn.nspname, '"', '""'), replace(f.proname, '"', '""')) as function,
  pg_get_functiondef(f.oid) as "functionDefinition",
  coalesce((
    select array_agg(distinct a.attname::text)
    from pg_depend d
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_trigger'::regclass and d.objid = g.oid
      and d.refclassid = 'pg_class'::regclass and d.refobjid = g.tgrelid and d.refobjsubid > 0
  ), '{}') as columns,
  obj_description(g.oid, 'pg_trigger') as comment
from pg_trigger g
join pg_proc f on f.oid = g.tgfoid
join pg_namespace fn on fn.oid = f.pronamespace
join pg_class c on c.oid = g.tgrelid
join pg_namespace n on n.oid = c.relnamespace
-- Those of partitions came with the partitioned table's.
where g.tgname ~ '^(zz|00)_godwit_' and not g.tgisinternal and g.tgparentid = 0
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by g.tgrelid, g.tgname;
