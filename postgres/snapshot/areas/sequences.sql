-- The last value is data, not schema.
select
  'sequence' as kind,
  format('%I.%I', n.nspname, c.relname) as object,
  pg_get_userbyid(c.relowner) as owner,
  array_to_string(coalesce(c.relacl, acldefault('s', c.relowner)), E'\n') as privileges,
  case c.relpersistence when 'u' then 'yes' end as unlogged,
  s.seqtypid::regtype::text as type,
  s.seqstart::text as start,
  s.seqincrement::text as increment,
  s.seqmin::text as minimum,
  s.seqmax::text as maximum,
  s.seqcache::text as cache,
  s.seqcycle as cycle,
  (
    select format('%s.%I', o.refobjid::regclass, a.attname)
    from pg_depend o
    join pg_attribute a on a.attrelid = o.refobjid and a.attnum = o.refobjsubid
    where o.classid = 'pg_class'::regclass and o.objid = c.oid and o.refclassid = 'pg_class'::regclass
      and o.refobjsubid > 0 and o.deptype in ('a', 'i')
  ) as "owned by"
from pg_sequence s
join pg_class c on c.oid = s.seqrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e');
