select
  case c.relkind
    when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
    when 'm' then 'materialized view' when 'f' then 'foreign table'
  end as kind,
  format('%I.%I', n.nspname, c.relname) as object,
  pg_get_userbyid(c.relowner) as owner,
  array_to_string(coalesce(c.relacl, acldefault('r', c.relowner)), E'\n') as privileges,
  case c.relpersistence when 'u' then 'yes' end as unlogged,
  am.amname as "access method",
  ts.spcname as tablespace,
  (select string_agg(o, ', ' order by o) from unnest(c.reloptions) o) as options,
  (select string_agg(o, ', ' order by o) from unnest(toast.reloptions) o) as "toast options",
  c.relrowsecurity as "row level security",
  c.relforcerowsecurity as "row level security forced",
  case when c.relkind in ('r', 'p') then
    case c.relreplident when 'd' then 'default' when 'n' then 'nothing' when 'f' then 'full' when 'i' then 'index' end
  end as "replica identity",
  case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
  case when c.relkind = 'm' then case when c.relispopulated then 'yes' else 'no' end end as populated,
  case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "partition key",
  case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as "partition bound",
  case when c.reloftype <> 0 then c.reloftype::regtype::text end as "of type",
  (
    select string_agg(
      i.inhparent::regclass::text || case when to_jsonb(i) ->> 'inhdetachpending' = 'true' then ' (detach pending)' else '' end,
      ', ' order by i.inhseqno)
    from pg_inherits i
    where i.inhrelid = c.oid and c.relkind in ('r', 'p', 'f')
  ) as inherits
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_class toast on toast.oid = c.reltoastrelid and c.reltoastrelid <> 0
left join pg_am am on am.oid = c.relam
left join pg_tablespace ts on ts.oid = c.reltablespace
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e');
