-- One row per table that is kept.
select c.relname as name, greatest(c.reltuples, 0)::float8 as estimate, pg_total_relation_size(c.oid)::float8 as bytes
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'godwit_archive' and c.relkind in ('r', 'p') and c.relname <> 'archived'
order by c.relname;
