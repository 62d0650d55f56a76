select
  'text search configuration' as kind,
  format('%I.%I', n.nspname, c.cfgname) as object,
  pg_get_userbyid(c.cfgowner) as owner,
  (select format('%I.%I', pn.nspname, p.prsname) from pg_ts_parser p join pg_namespace pn on pn.oid = p.prsnamespace where p.oid = c.cfgparser) as parser,
  (
    select string_agg(format('%s: %s', m.maptokentype, m.mapdict::regdictionary), ', ' order by m.maptokentype, m.mapseqno)
    from pg_ts_config_map m where m.mapcfg = c.oid
  ) as definition
from pg_ts_config c
join pg_namespace n on n.oid = c.cfgnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_ts_config'::regclass and e.objid = c.oid and e.deptype = 'e')
union all
select
  'text search dictionary', format('%I.%I', n.nspname, d.dictname), pg_get_userbyid(d.dictowner), null,
  format('%I.%I %s', tn.nspname, t.tmplname, d.dictinitoption)
from pg_ts_dict d
join pg_namespace n on n.oid = d.dictnamespace
join pg_ts_template t on t.oid = d.dicttemplate
join pg_namespace tn on tn.oid = t.tmplnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_ts_dict'::regclass and e.objid = d.oid and e.deptype = 'e')
union all
select
  'text search parser', format('%I.%I', n.nspname, p.prsname), null, null,
  concat_ws(' ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype)
from pg_ts_parser p
join pg_namespace n on n.oid = p.prsnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_ts_parser'::regclass and e.objid = p.oid and e.deptype = 'e')
union all
select
  'text search template', format('%I.%I', n.nspname, t.tmplname), null, null, concat_ws(' ', t.tmplinit, t.tmpllexize)
from pg_ts_template t
join pg_namespace n on n.oid = t.tmplnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_ts_template'::regclass and e.objid = t.oid and e.deptype = 'e');
