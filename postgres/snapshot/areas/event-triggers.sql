select
  'event trigger' as kind,
  quote_ident(t.evtname) as object,
  pg_get_userbyid(t.evtowner) as owner,
  t.evtevent as event,
  t.evtfoid::regprocedure::text as function,
  case t.evtenabled when 'O' then 'enabled' when 'D' then 'disabled' when 'R' then 'on replicas' when 'A' then 'always' end as state,
  (select string_agg(o, ', ' order by o) from unnest(t.evttags) o) as tags
from pg_event_trigger t
where not exists (select from pg_depend e where e.classid = 'pg_event_trigger'::regclass and e.objid = t.oid and e.deptype = 'e');
