-- Whether nobody has made anything in this database yet: no relation and no function outside of the system, of
-- extensions and of Godwit's own schema, and no migration recorded.
select
  not exists (
    select from pg_catalog.pg_class as c
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and c.relnamespace not in (
        select oid from pg_catalog.pg_namespace
        where nspname ~ '^pg_' or nspname in ('information_schema', 'godwit', 'supabase_migrations')
      )
      and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e'
      )
  )
  and not exists (
    select from pg_catalog.pg_proc as p
    where p.pronamespace not in (
        select oid from pg_catalog.pg_namespace
        where nspname ~ '^pg_' or nspname in ('information_schema', 'godwit', 'supabase_migrations')
      )
      and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'e'
      )
  ) as empty;
