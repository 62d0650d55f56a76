with remark as (
  select 'comment' as kind, d.classoid, d.objoid, d.objsubid, d.description as text
  from pg_description d
  where d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass
  union all
  select format('security label of %s', s.provider), s.classoid, s.objoid, s.objsubid, s.label
  from pg_seclabel s
)
select
  r.kind,
  format('on %s %s', i.type, i.identity) as object,
  r.text
from remark r
cross join lateral pg_identify_object(r.classoid, r.objoid, r.objsubid) i
left join pg_class c on r.classoid = 'pg_class'::regclass and c.oid = r.objoid
left join pg_namespace n on n.oid = case when r.classoid = 'pg_namespace'::regclass then r.objoid else c.relnamespace end
where (n.nspname is null or (n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')))
  and coalesce(i.schema not in ('pg_catalog', 'information_schema', 'godwit', 'godwit_archive', 'supabase_migrations'), true)
  and not exists (select from pg_depend e where e.classid = r.classoid and e.objid = r.objoid and e.deptype = 'e')
union all
-- Belongs to the database itself: on a branch it holds the branch's own description.
select 'database', 'comment', d.description
from pg_shdescription d
where d.classoid = 'pg_database'::regclass
  and d.objoid = (select oid from pg_database where datname = current_database());
