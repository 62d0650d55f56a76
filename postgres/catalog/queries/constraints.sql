select
  k.conrelid::int8::text as id,
  k.conname as name,
  case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'c' then 'check' when 'f' then 'foreign key'
    when 'x' then 'exclusion' when 'n' then 'not null' end as kind,
  coalesce((
    select array_agg(a.attname::text order by o.position)
    from unnest(k.conkey) with ordinality o (attnum, position)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.attnum
  ), '{}') as columns,
  pg_get_constraintdef(k.oid) as definition,
  k.convalidated as validated,
  k.conparentid <> 0 or k.coninhcount > 0 as inherited,
  coalesce(above.conrelid = k.conrelid, false) as "toPartition",
  coalesce(views.names, '{}') as dependents,
  case when k.confrelid <> 0 then jsonb_build_object(
    'schema', fn.nspname,
    'table', f.relname,
    'columns', (
      select jsonb_agg(a.attname order by o.position)
      from unnest(k.confkey) with ordinality o (attnum, position)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.attnum
    )
  ) end as references,
  d.description as comment
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_constraint'::regclass and d.objoid = k.oid
left join pg_constraint above on above.oid = k.conparentid
left join pg_class f on f.oid = k.confrelid
left join pg_namespace fn on fn.oid = f.relnamespace
-- A view that groups by a primary key may show every column.
left join (
  select r.refobjid, array_agg(distinct format('view %s.%s', vn.nspname, v.relname)) as names
  from pg_depend r
  join pg_rewrite w on w.oid = r.objid
  join pg_class v on v.oid = w.ev_class
  join pg_namespace vn on vn.oid = v.relnamespace
  where r.classid = 'pg_rewrite'::regclass and r.refclassid = 'pg_constraint'::regclass
  group by r.refobjid
) views on views.refobjid = k.oid
where k.contype in ('p', 'u', 'c', 'f', 'x', 'n')
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by k.conrelid, k.conname;
