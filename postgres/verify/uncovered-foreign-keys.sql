-- Foreign keys whose columns no usable index begins with, in whatever order.
select
  format('%I.%I', n.nspname, c.relname) as "table",
  n.nspname::text as schema,
  c.relname::text as name,
  k.conname::text as constraint,
  (select array_agg(a.attname::text order by o.position)
   from unnest(k.conkey) with ordinality o (attnum, position)
   join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.attnum) as columns
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
where k.contype = 'f' and k.conparentid = 0
  and n.nspname not like 'pg\_%'
  and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (
    select from pg_index i
    join pg_class ic on ic.oid = i.indexrelid
    join pg_am am on am.oid = ic.relam
    where i.indrelid = k.conrelid and i.indisvalid and i.indisready and i.indpred is null
      and am.amname in ('btree', 'hash')
      and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      and i.indnkeyatts >= cardinality(k.conkey)
  )
order by 1, 4;
