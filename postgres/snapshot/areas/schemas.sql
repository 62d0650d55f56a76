select
  'schema' as kind,
  quote_ident(n.nspname) as object,
  pg_get_userbyid(n.nspowner) as owner,
  array_to_string(coalesce(n.nspacl, acldefault('n', n.nspowner)), E'\n') as privileges
from pg_namespace n
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_namespace'::regclass and e.objid = n.oid and e.deptype = 'e');
