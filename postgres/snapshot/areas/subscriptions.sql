-- The connection string may hold a password and is left out.
select
  'subscription' as kind,
  quote_ident(s.subname) as object,
  pg_get_userbyid(s.subowner) as owner,
  s.subenabled as enabled,
  s.subslotname::text as slot,
  s.subsynccommit as "synchronous commit",
  array_to_string(s.subpublications, ', ') as publications,
  s.subbinary as "binary",
  s.substream::text as streaming
from pg_subscription s
where s.subdbid = (select oid from pg_database where datname = current_database());
