-- Relations that exist before a step: only locks on these hurt somebody.
select
  c.oid::text as oid,
  format('%I.%I', n.nspname, c.relname) as name,
  pg_relation_filenode(c.oid)::text as filenode
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm', 'v', 'f')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations');
