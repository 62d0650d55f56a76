select
  'language' as kind,
  quote_ident(l.lanname) as object,
  pg_get_userbyid(l.lanowner) as owner,
  array_to_string(coalesce(l.lanacl, acldefault('l', l.lanowner)), E'\n') as privileges,
  l.lanpltrusted as trusted,
  concat_ws(' ', nullif(l.lanplcallfoid, 0)::regprocedure, nullif(l.laninline, 0)::regprocedure, nullif(l.lanvalidator, 0)::regprocedure) as definition
from pg_language l
where l.lanispl
union all
select
  'transform', format('for %s language %I', t.trftype::regtype, l.lanname), null, null, null,
  concat_ws(' ', 'from', nullif(t.trffromsql::oid, 0)::regprocedure, 'to', nullif(t.trftosql::oid, 0)::regprocedure)
from pg_transform t
join pg_language l on l.oid = t.trflang
where not exists (select from pg_depend e where e.classid = 'pg_transform'::regclass and e.objid = t.oid and e.deptype = 'e')
union all
select
  'access method', quote_ident(a.amname), null, null, null,
  concat_ws(' ', a.amtype, a.amhandler)
from pg_am a
where a.oid >= 16384
  and not exists (select from pg_depend e where e.classid = 'pg_am'::regclass and e.objid = a.oid and e.deptype = 'e');
