select
  'policy' as kind,
  format('%I.%I.%I', n.nspname, c.relname, p.polname) as object,
  case p.polcmd when '*' then 'ALL' when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' end as "for",
  case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end as "as",
  (
    select string_agg(case r when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(r)) end, ', ' order by pg_get_userbyid(r))
    from unnest(p.polroles) r
  ) as "to",
  pg_get_expr(p.polqual, p.polrelid) as "USING",
  pg_get_expr(p.polwithcheck, p.polrelid) as "WITH CHECK"
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations');
