-- Tables whose rows are digested, with their columns sorted by name. A partitioned table stands for its partitions.
select
  format('%I.%I', n.nspname, c.relname) as "table",
  c.relkind = 'p' as partitioned,
  coalesce(array_agg(quote_ident(a.attname) order by a.attname collate "C") filter (where a.attname is not null), '{}')::text[] as columns,
  -- A heap without a block holds no row; of other storage nothing is known, nor of rows that the role may not see.
  c.relkind = 'r' and c.relam = (select oid from pg_am where amname = 'heap') and pg_relation_size(c.oid) = 0
    and not row_security_active(c.oid) as empty
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where (c.relkind = 'r' or c.relkind = 'p') and not c.relispartition
  and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
group by c.oid, n.nspname, c.relname, c.relkind
order by 1;
