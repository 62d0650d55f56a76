-- Distance a sequence has come from its start; null where it was never used. Counting down counts as distance too.
select
  format('%I.%I', s.schemaname, s.sequencename) as sequence,
  ((s.last_value - s.start_value) / s.increment_by)::text as steps
from pg_sequences s
where s.schemaname not like 'pg\_%'
  and s.schemaname not in ('information_schema', 'godwit', 'godwit_archive', 'supabase_migrations')
order by 1;
