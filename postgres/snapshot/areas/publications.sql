-- What PostgreSQL 18 added is read through JSON, null before.
select
  'publication' as kind,
  quote_ident(p.pubname) as object,
  pg_get_userbyid(p.pubowner) as owner,
  p.puballtables as "all tables",
  concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
    case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end) as publish,
  p.pubviaroot as "via partition root",
  to_jsonb(p) ->> 'pubgencols' as "generated columns"
from pg_publication p
where not exists (select from pg_depend e where e.classid = 'pg_publication'::regclass and e.objid = p.oid and e.deptype = 'e');
