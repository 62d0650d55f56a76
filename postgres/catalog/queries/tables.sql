-- One row per table, view or foreign table; members of extensions left out.
select
  c.oid::int8::text as id,
  n.nspname as schema,
  c.relname as name,
  case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
    when 'm' then 'materialized view' when 'f' then 'foreign table' end as kind,
  c.reltuples::float8 as "estimatedRows",
  case when c.relkind in ('r', 'm', 'p') then pg_table_size(c.oid) else 0 end as bytes,
  c.relrowsecurity as "rlsEnabled",
  c.relforcerowsecurity as "rlsForced",
  c.relpersistence = 'u' as unlogged,
  obj_description(c.oid, 'pg_class') as comment,
  pg_get_userbyid(c.relowner) as owner,
  case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
  coalesce(c.reloptions, '{}') as options,
  c.relispopulated as populated,
  case when c.relhasrules then array(
    select r.rulename::text from pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN' order by 1
  ) else '{}' end as rules,
  coalesce(published.names, '{}') as publications,
  coalesce(published.entries, '[]') as published,
  c.relkind = 'r' and (
    exists (select from pg_inherits where inhparent = c.oid)
    or not c.relispartition and exists (select from pg_inherits where inhrelid = c.oid)
  ) as inheritance,
  case when c.relkind in ('r', 'f') and not c.relispartition then (
    select coalesce(jsonb_agg(jsonb_build_object('schema', pn.nspname, 'table', pc.relname) order by i.inhseqno), '[]')
    from pg_inherits i join pg_class pc on pc.oid = i.inhparent join pg_namespace pn on pn.oid = pc.relnamespace
    where i.inhrelid = c.oid
  ) else '[]' end as inherits,
  case when c.relkind = 'p' then (
    select jsonb_build_object(
      'strategy', case k.partstrat when 'r' then 'range' when 'l' then 'list' else 'hash' end,
      'definition', pg_get_partkeydef(c.oid),
      'columns', array(
        select a.attname from unnest(k.partattrs::int2[]) with ordinality o (attnum, position)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = o.attnum and o.attnum <> 0
        order by o.position
      ))
    from pg_partitioned_table k where k.partrelid = c.oid
  ) end as "partitionKey",
  case when c.relispartition then (
    select jsonb_build_object('schema', pn.nspname, 'table', pc.relname, 'bound', pg_get_expr(c.relpartbound, c.oid))
    from pg_inherits i join pg_class pc on pc.oid = i.inhparent join pg_namespace pn on pn.oid = pc.relnamespace
    where i.inhrelid = c.oid
  ) end as "partitionOf",
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> c.relowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(c.relacl) e
      where e.grantee <> c.relowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants,
  coalesce((
    select array_agg(g.tgname::text order by g.tgname)
    from pg_trigger g where g.tgrelid = c.oid and (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0))
  ), '{}') as triggers,
  case when c.relhastriggers then (
    select coalesce(jsonb_agg(distinct jsonb_build_object(
      'name', format('"%s"."%s"', replace(fn.nspname, '"', '""'), replace(f.proname, '"', '""')), 'cost', f.procost)), '[]')
    from pg_trigger g
    join pg_proc f on f.oid = g.tgfoid and f.proowner = c.relowner
    join pg_language l on l.oid = f.prolang and l.lanname = 'plpgsql'
    join pg_namespace fn on fn.oid = f.pronamespace
    where g.tgrelid = c.oid and (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0)) and g.tgname !~ '^(zz|00)_godwit_'
  ) else '[]' end as "triggerFunctions"
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join (
  -- Column lists and conditions came with PostgreSQL 15.
  select t.schemaname, t.tablename, array_agg(p.pubname::text order by p.pubname) as names,
    jsonb_agg(jsonb_build_object(
      'name', p.pubname,
      'listed', r.oid is not null,
      'columns', case when to_jsonb(r) ->> 'prattrs' is not null then to_jsonb(t) -> 'attnames' end,
      'where', to_jsonb(t) ->> 'rowfilter',
      'viaRoot', p.pubviaroot) order by p.pubname) as entries
  from pg_publication_tables t
  join pg_publication p on p.pubname = t.pubname
  join pg_namespace tn on tn.nspname = t.schemaname
  join pg_class tc on tc.relnamespace = tn.oid and tc.relname = t.tablename
  left join pg_publication_rel r on r.prpubid = p.oid and r.prrelid = tc.oid
  group by t.schemaname, t.tablename
) published on published.schemaname = n.nspname and published.tablename = c.relname
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (
    select from pg_depend e
    where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
order by n.nspname, c.relname;
