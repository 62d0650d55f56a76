-- Columns in their order; `settings` are the clauses of ALTER COLUMN that restore what is not the default.
select
  a.attrelid::int8::text as id,
  a.attname as name,
  format_type(a.atttypid, a.atttypmod) as type,
  a.attnotnull as "notNull",
  case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default,
  case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
  case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end as generated,
  col_description(a.attrelid, a.attnum) as comment,
  case when a.attcollation not in (0, t.typcollation) then a.attcollation::regcollation::text end as collation,
  array_remove(array[
    case when a.attstorage <> t.typstorage then 'SET STORAGE '
      || case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'x' then 'EXTENDED' else 'MAIN' end end,
    case a.attcompression when 'p' then 'SET COMPRESSION pglz' when 'l' then 'SET COMPRESSION lz4' end,
    'SET STATISTICS ' || nullif(a.attstattarget, -1),
    'SET (' || array_to_string(a.attoptions, ', ') || ')'
  ], null) as settings,
  case owned.deptype when 'a' then owned.sequence end as sequence,
  case owned.deptype when 'i' then owned.identity end as "identitySequence",
  (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'role', g.role, 'privileges', g.privileges, 'grantable', g.grantable, 'by', g.by)) order by g.role, g.grantable, g.by), '[]')
    from (
      select case e.grantee when 0 then 'public' else pg_get_userbyid(e.grantee) end as role,
        array_agg(e.privilege_type order by e.privilege_type) as privileges, e.is_grantable as grantable,
        case when e.grantor <> c.relowner then pg_get_userbyid(e.grantor) end as by
      from aclexplode(a.attacl) e
      where e.grantee <> c.relowner
      group by e.grantee, e.is_grantable, e.grantor
    ) g
  ) as grants
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join (
  select o.refobjid, o.refobjsubid, o.deptype, jsonb_build_object('schema', sn.nspname, 'name', s.relname,
    'type', format_type(q.seqtypid, null), 'start', q.seqstart::text, 'increment', q.seqincrement::text,
    'min', q.seqmin::text, 'max', q.seqmax::text, 'cache', q.seqcache::text, 'cycle', q.seqcycle) as identity,
    jsonb_build_object('type', format_type(q.seqtypid, null), 'name',
    format('"%s"."%s"', replace(sn.nspname, '"', '""'), replace(s.relname, '"', '""'))) as sequence
  from pg_sequence q
  join pg_class s on s.oid = q.seqrelid
  join pg_namespace sn on sn.oid = s.relnamespace
  join pg_depend o on o.classid = 'pg_class'::regclass and o.objid = q.seqrelid and o.deptype in ('a', 'i')
    and o.refclassid = 'pg_class'::regclass
) owned on owned.refobjid = a.attrelid and owned.refobjsubid = a.attnum
where a.attnum > 0 and not a.attisdropped
  and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by a.attrelid, a.attnum;
