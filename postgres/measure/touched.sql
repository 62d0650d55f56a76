-- What the transaction of this session has done so far to the relations it holds locks on: one row per lock.
-- $1: the largest OID of those that were there before; a transaction that makes thousands more is not slowed down.
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
where l.locktype = 'relation' and l.granted and l.pid = pg_backend_pid() and l.relation between 16384 and $1::oid
  and l.database = (select oid from pg_database where datname = current_database());
