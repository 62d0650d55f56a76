select
  p.polrelid::int8::text as id,
  p.polname as name,
  case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' end as command,
  p.polpermissive as permissive,
  (
    select array_agg(case r when 0 then 'public' else pg_get_userbyid(r)::text end order by pg_get_userbyid(r))
    from unnest(p.polroles) r
  ) as roles,
  pg_get_expr(p.polqual, p.polrelid) as using,
  pg_get_expr(p.polwithcheck, p.polrelid) as check,
  d.description as comment
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_policy'::regclass and d.objoid = p.oid
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by p.polrelid, p.polname;
