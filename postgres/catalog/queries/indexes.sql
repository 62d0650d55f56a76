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
  pg_get_indexdef(i.indexrelid) as definition,
  d.description as comment
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = 0
where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by i.indrelid, c.relname;
