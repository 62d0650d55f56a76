select
  'operator class' as kind,
  format('%I.%I using %I', n.nspname, c.opcname, am.amname) as object,
  pg_get_userbyid(c.opcowner) as owner,
  c.opcintype::regtype::text as type,
  nullif(c.opckeytype, 0)::regtype::text as storage,
  c.opcdefault as "default",
  (select format('%I.%I', fn.nspname, f.opfname) from pg_opfamily f join pg_namespace fn on fn.oid = f.opfnamespace where f.oid = c.opcfamily) as family,
  null as operators,
  null as functions
from pg_opclass c
join pg_namespace n on n.oid = c.opcnamespace
join pg_am am on am.oid = c.opcmethod
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_opclass'::regclass and e.objid = c.oid and e.deptype = 'e')
union all
select
  'operator family', format('%I.%I using %I', n.nspname, f.opfname, am.amname), pg_get_userbyid(f.opfowner), null, null, null, null,
  (
    select string_agg(format('%s %s %s', o.amopstrategy, o.amopopr::regoperator, o.amoppurpose), ', '
      order by o.amoplefttype::regtype::text, o.amoprighttype::regtype::text, o.amopstrategy)
    from pg_amop o where o.amopfamily = f.oid
  ),
  (
    select string_agg(format('%s %s', p.amprocnum, p.amproc::regprocedure), ', '
      order by p.amproclefttype::regtype::text, p.amprocrighttype::regtype::text, p.amprocnum)
    from pg_amproc p where p.amprocfamily = f.oid
  )
from pg_opfamily f
join pg_namespace n on n.oid = f.opfnamespace
join pg_am am on am.oid = f.opfmethod
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_opfamily'::regclass and e.objid = f.oid and e.deptype = 'e');
