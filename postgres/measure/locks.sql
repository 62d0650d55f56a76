-- Locks on relations that a backend holds. $1: pid
select l.relation::text as oid, l.mode
from pg_locks l
where l.locktype = 'relation' and l.granted and l.pid = $1
  and l.database = (select oid from pg_database where datname = current_database());
