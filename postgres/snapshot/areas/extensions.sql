select
  'extension' as kind,
  quote_ident(x.extname) as object,
  x.extversion as version,
  n.nspname as schema,
  pg_get_userbyid(x.extowner) as owner,
  (select count(*)::text from pg_depend m where m.refclassid = 'pg_extension'::regclass and m.refobjid = x.oid and m.deptype = 'e') as members,
  (
    select string_agg(pg_describe_object(m.classid, m.objid, m.objsubid), ', ' order by pg_describe_object(m.classid, m.objid, m.objsubid))
    from pg_depend m
    where m.refclassid = 'pg_extension'::regclass and m.refobjid = x.oid and m.deptype = 'x'
  ) as dependents
from pg_extension x
join pg_namespace n on n.oid = x.extnamespace;
