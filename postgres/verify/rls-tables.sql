-- Tables with what decides who reaches their rows. $1: roles whose privileges count.
select
  format('%I.%I', n.nspname, c.relname) as "table",
  n.nspname::text as schema,
  c.relname::text as name,
  c.relrowsecurity as enabled,
  coalesce(
    (select array_agg(a.attname::text order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    '{}'
  ) as columns,
  coalesce(
    (select array_agg(r.rolname::text order by r.rolname)
     from pg_roles r
     where r.rolname = any ($1::text[])
       and has_schema_privilege(r.oid, n.oid, 'USAGE')
       and has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE')),
    '{}'
  ) as "reachableBy"
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
  and n.nspname not like 'pg\_%'
  and n.nspname not in ('information_schema', 'godwit', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
order by 1;
