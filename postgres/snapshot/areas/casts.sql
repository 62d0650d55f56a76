-- Objects without a schema: those made after initdb have an OID of at least 16384.
select
  'cast' as kind,
  format('(%s as %s)', k.castsource::regtype, k.casttarget::regtype) as object,
  nullif(k.castfunc, 0)::regprocedure::text as function,
  case k.castcontext when 'e' then 'explicit' when 'a' then 'assignment' when 'i' then 'implicit' end as context,
  case k.castmethod when 'f' then 'function' when 'i' then 'inout' when 'b' then 'binary' end as method
from pg_cast k
where k.oid >= 16384
  and not exists (select from pg_depend e where e.classid = 'pg_cast'::regclass and e.objid = k.oid and e.deptype = 'e');
