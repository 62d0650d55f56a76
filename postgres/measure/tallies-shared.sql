-- Sequential scans and changed rows per table as all backends reported them.
select relid::text as oid, seq_scan::float8 as scans, (n_tup_ins + n_tup_upd + n_tup_del)::float8 as rows
from pg_stat_all_tables
where schemaname not like 'pg\_%' and schemaname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
  and (seq_scan > 0 or n_tup_ins + n_tup_upd + n_tup_del > 0);
