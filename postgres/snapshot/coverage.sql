-- Catalogs of this server, for the list of those that a rule covers. Rows of the database only; initdb's do not count.
select c.relname as catalog,
  exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'oid' and not a.attisdropped
  ) as has_oid
from pg_class c
where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared
order by c.relname;
