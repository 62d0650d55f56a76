-- What the transaction of this session has done so far to the relations it holds locks on: one row per lock.
select
  l.relation::text as oid,
  l.mode,
  pg_relation_filenode(l.relation)::text as filenode,
  coalesce(pg_stat_get_xact_numscans(l.relation), 0)::float8 as scans,
  coalesce(
    pg_stat_get_xact_tuples_inserted(l.relation) + pg_stat_get_xact_tuples_updated(l.relation)
      + pg_stat_get_xact_tuples_deleted(l.relation),
    0)::float8 as rows
from pg_locks l
where l.locktype = 'relation' and l.granted and l.pid = pg_backend_pid() and l.relation >= 16384
  and l.database = (select oid from pg_database where datname = current_database());
