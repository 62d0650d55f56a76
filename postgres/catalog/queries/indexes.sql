select
  i.indrelid::int8::text as id,
  c.relname as name,
  (
    select array_agg(a.attname::text order by o.position)
    from unnest(i.indkey::int2[]) with ordinality o (attnum, position)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = o.attnum and o.attnum <> 0
    where o.position <= i.indnkeyatts
  ) as columns,
  i.indisunique as unique,
  i.indisvalid as valid,
  i.indisclustered as clustered,
  i.indisreplident as "replicaIdentity",
  c.relispartition as attached,
  array(
    select format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
    from pg_attribute a where a.attrelid = c.oid and a.attstattarget >= 0 order by a.attnum
  ) as settings,
  coalesce(keys.names, '{}') as dependents,
  pg_get_indexdef(i.indexrelid) as definition,
  d.description as comment
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = 0
left join (
  select r.conindid, array_agg(format('foreign key %s of %s.%s', r.conname, rn.nspname, rc.relname)
    order by rn.nspname, rc.relname, r.conname) as names
  from pg_constraint r
  join pg_class rc on rc.oid = r.conrelid
  join pg_namespace rn on rn.oid = rc.relnamespace
  where r.contype = 'f' and r.conparentid = 0
  group by r.conindid
) keys on keys.conindid = i.indexrelid
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by i.indrelid, c.relname;
