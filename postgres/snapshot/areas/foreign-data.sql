-- Values that may be secrets are hidden: only their names count.
select
  'foreign data wrapper' as kind,
  quote_ident(w.fdwname) as object,
  pg_get_userbyid(w.fdwowner) as owner,
  array_to_string(coalesce(w.fdwacl, acldefault('F', w.fdwowner)), E'\n') as privileges,
  concat_ws(' ', nullif(w.fdwhandler, 0)::regprocedure, nullif(w.fdwvalidator, 0)::regprocedure) as definition,
  (
    select string_agg(case when split_part(o, '=', 1) ~* '(pass|secret|token|key|cred)' then split_part(o, '=', 1) || ' (hidden)' else o end, ', ' order by o)
    from unnest(w.fdwoptions) o
  ) as options
from pg_foreign_data_wrapper w
where not exists (select from pg_depend e where e.classid = 'pg_foreign_data_wrapper'::regclass and e.objid = w.oid and e.deptype = 'e')
union all
select
  'server', quote_ident(s.srvname), pg_get_userbyid(s.srvowner),
  array_to_string(coalesce(s.srvacl, acldefault('S', s.srvowner)), E'\n'),
  concat_ws(' ', quote_ident(w.fdwname), s.srvtype, s.srvversion),
  (
    select string_agg(case when split_part(o, '=', 1) ~* '(pass|secret|token|key|cred)' then split_part(o, '=', 1) || ' (hidden)' else o end, ', ' order by o)
    from unnest(s.srvoptions) o
  )
from pg_foreign_server s
join pg_foreign_data_wrapper w on w.oid = s.srvfdw
where not exists (select from pg_depend e where e.classid = 'pg_foreign_server'::regclass and e.objid = s.oid and e.deptype = 'e')
union all
select
  'user mapping', format('for %I on %I', m.usename, m.srvname), null, null, null,
  (select string_agg(split_part(o, '=', 1), ', ' order by o) from unnest(m.umoptions) o)
from pg_user_mappings m
union all
select
  'foreign table options', f.ftrelid::regclass::text, null, null, quote_ident(s.srvname),
  (
    select string_agg(case when split_part(o, '=', 1) ~* '(pass|secret|token|key|cred)' then split_part(o, '=', 1) || ' (hidden)' else o end, ', ' order by o)
    from unnest(f.ftoptions) o
  )
from pg_foreign_table f
join pg_foreign_server s on s.oid = f.ftserver
where not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = f.ftrelid and e.deptype = 'e');
