-- The triggers that somebody made; those of constraints are PostgreSQL's own. Before PostgreSQL 15 so are, it says, those
-- that a partition has of its parent.
select
  g.tgrelid::int8::text as id,
  g.tgname as name,
  pg_get_triggerdef(g.oid) as definition,
  case g.tgenabled when 'O' then 'enabled' when 'D' then 'disabled' when 'R' then 'replica' else 'always' end as state,
  g.tgparentid <> 0 as inherited,
  d.description as comment
from pg_trigger g
join pg_class c on c.oid = g.tgrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_trigger'::regclass and d.objoid = g.oid
where (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0))
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by g.tgrelid, g.tgname;
