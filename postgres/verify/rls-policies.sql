-- Policies of all tables; names in expressions are qualified as the session's search_path asks for.
select
  format('%I.%I', n.nspname, c.relname) as "table",
  p.polname::text as policy,
  case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
    as command,
  case when p.polpermissive then 'permissive' else 'restrictive' end as kind,
  (select array_agg(coalesce(r.rolname::text, 'public') order by coalesce(r.rolname::text, 'public'))
   from unnest(p.polroles) with ordinality o (oid, position)
   left join pg_roles r on r.oid = o.oid) as roles,
  pg_get_expr(p.polqual, p.polrelid) as "using",
  pg_get_expr(p.polwithcheck, p.polrelid) as "check"
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'supabase_migrations')
order by 1, 2;
