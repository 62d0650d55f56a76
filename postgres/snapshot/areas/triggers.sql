select
  'trigger' as kind,
  format('%I.%I.%I', n.nspname, c.relname, g.tgname) as object,
  pg_get_triggerdef(g.oid) as definition,
  case g.tgenabled when 'O' then 'enabled' when 'D' then 'disabled' when 'R' then 'on replicas' when 'A' then 'always' end as state,
  case when g.tgparentid <> 0 then 'yes' end as inherited
from pg_trigger g
join pg_class c on c.oid = g.tgrelid
join pg_namespace n on n.oid = c.relnamespace
-- Before PostgreSQL 15 the triggers that a partition has of its parent count as internal.
where (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0))
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations');
