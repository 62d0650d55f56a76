-- What to look at after a migration; one row of arrays and numbers.
with visible as (
  select n.oid from pg_namespace n
  where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
)
select
  array(
    select format('%s.%I', c.relnamespace::regnamespace, c.relname)
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where not (i.indisvalid and i.indisready) and c.relnamespace in (select oid from visible)
    order by 1
  ) as "invalidIndexes",
  array(
    select format('%s.%I.%I', k.connamespace::regnamespace, coalesce(c.relname, t.typname), k.conname)
    from pg_constraint k
    left join pg_class c on c.oid = k.conrelid
    left join pg_type t on t.oid = k.contypid
    where not k.convalidated and k.connamespace in (select oid from visible)
    order by 1
  ) as "unvalidatedConstraints",
  (
    select count(distinct l.pid)::int from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database()
  ) as "waitingSessions",
  (
    select coalesce(max(greatest(0, extract(epoch from clock_timestamp() - l.waitstart) * 1000)), 0)::float8 from pg_locks l
    join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database()
  ) as "longestWaitMs",
  array(
    select distinct format('%s.%I', c.relnamespace::regnamespace, c.relname)
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where not c.relrowsecurity and c.relnamespace in (select oid from visible)
    order by 1
  ) as "policiesWithoutRls";
