-- What depends on a table or on one of its columns and does not simply go with it: views, policies, foreign keys of
-- other tables, generated columns, triggers. A table's own indexes and constraints go with the column.
select distinct
  d.refobjid::int8::text as id,
  a.attname as column,
  case
    when r.oid is not null then 'view'
    when p.oid is not null then 'policy'
    when ga.attname is not null then 'generated column'
    when k.oid is not null then 'foreign key'
    when g.oid is not null then 'trigger'
    else 'other'
  end as kind,
  case
    when r.oid is not null then format('view %s.%s', vn.nspname, v.relname)
    when p.oid is not null then format('policy %s on %s.%s', p.polname, pn.nspname, pc.relname)
    when ga.attname is not null then format('generated column %s', ga.attname)
    when k.oid is not null then format('foreign key %s of %s.%s', k.conname, kn.nspname, kc.relname)
    when g.oid is not null then format('trigger %s', g.tgname)
    else pg_describe_object(d.classid, d.objid, d.objsubid)
  end as name
from pg_depend d
join pg_class c on c.oid = d.refobjid and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_namespace n on n.oid = c.relnamespace
left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid and d.refobjsubid > 0
left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
left join pg_class v on v.oid = r.ev_class
left join pg_namespace vn on vn.oid = v.relnamespace
left join pg_policy p on d.classid = 'pg_policy'::regclass and p.oid = d.objid
left join pg_class pc on pc.oid = p.polrelid
left join pg_namespace pn on pn.oid = pc.relnamespace
left join pg_attrdef ad on d.classid = 'pg_attrdef'::regclass and ad.oid = d.objid
-- Before PostgreSQL 15 the generated column itself depends on what it reads, since then its expression.
left join pg_attribute ga
  on ga.attrelid = coalesce(ad.adrelid, case when d.classid = 'pg_class'::regclass and d.objid = d.refobjid then d.objid end)
  and ga.attnum = coalesce(ad.adnum, d.objsubid)
  and (ad.oid is not null or (ga.attnum > 0 and d.refobjsubid > 0 and ga.attgenerated <> ''))
left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
left join pg_class kc on kc.oid = k.conrelid
left join pg_namespace kn on kn.oid = kc.relnamespace
left join pg_trigger g on d.classid = 'pg_trigger'::regclass and g.oid = d.objid
where d.refclassid = 'pg_class'::regclass
  and d.deptype in ('n', 'a')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and (
    (r.oid is not null and r.ev_class <> d.refobjid)
    or (p.oid is not null and (p.polrelid <> d.refobjid or d.refobjsubid > 0))
    or (ga.attname is not null and (ga.attrelid <> d.refobjid or ga.attnum <> d.refobjsubid))
    or (k.oid is not null and k.contype = 'f' and k.conrelid <> d.refobjid)
    or (g.oid is not null and d.refobjsubid > 0 and (not g.tgisinternal or (g.tgparentid <> 0 and g.tgconstraint = 0)))
    or d.classid in ('pg_proc'::regclass, 'pg_publication_rel'::regclass, 'pg_statistic_ext'::regclass)
  )
order by 1, 4;
