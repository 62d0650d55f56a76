select
  'rule' as kind,
  format('%I.%I.%I', n.nspname, c.relname, r.rulename) as object,
  case when r.rulename <> '_RETURN' then pg_get_ruledef(r.oid) end as definition,
  case r.ev_enabled when 'O' then 'enabled' when 'D' then 'disabled' when 'R' then 'on replicas' when 'A' then 'always' end as state
from pg_rewrite r
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
where (r.rulename <> '_RETURN' or r.ev_enabled <> 'O')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations');
