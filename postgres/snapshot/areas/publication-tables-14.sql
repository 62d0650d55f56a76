-- PostgreSQL 14 only: neither row filters nor column lists.
select
  'publication table' as kind,
  format('%s in %I', r.prrelid::regclass, p.pubname) as object
from pg_publication_rel r
join pg_publication p on p.oid = r.prpubid;
