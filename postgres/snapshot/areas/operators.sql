select
  'operator' as kind,
  format('%I.%s(%s, %s)', n.nspname, o.oprname, nullif(o.oprleft, 0)::regtype, nullif(o.oprright, 0)::regtype) as object,
  pg_get_userbyid(o.oprowner) as owner,
  nullif(o.oprresult, 0)::regtype::text as returns,
  nullif(o.oprcode::oid, 0)::regprocedure::text as function,
  nullif(o.oprcom, 0)::regoperator::text as commutator,
  nullif(o.oprnegate, 0)::regoperator::text as negator,
  nullif(o.oprrest::oid, 0)::regproc::text as restrict,
  nullif(o.oprjoin::oid, 0)::regproc::text as "join",
  o.oprcanhash as hashes,
  o.oprcanmerge as merges
from pg_operator o
join pg_namespace n on n.oid = o.oprnamespace
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_operator'::regclass and e.objid = o.oid and e.deptype = 'e');
