select
  'statistics' as kind,
  format('%I.%I', n.nspname, s.stxname) as object,
  pg_get_userbyid(s.stxowner) as owner,
  pg_get_statisticsobjdef(s.oid) as definition,
  nullif(s.stxstattarget, -1)::text as target
from pg_statistic_ext s
join pg_namespace n on n.oid = s.stxnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_statistic_ext'::regclass and e.objid = s.oid and e.deptype = 'e');
