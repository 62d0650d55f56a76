select
  n.nspname as schema,
  t.typname as name,
  coalesce(array_agg(e.enumlabel::text order by e.enumsortorder) filter (where e.oid is not null), '{}') as labels
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
left join pg_enum e on e.enumtypid = t.oid
where t.typtype = 'e'
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
group by n.nspname, t.typname
order by n.nspname, t.typname;
