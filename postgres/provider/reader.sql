-- Which role a read of production runs as. $1: names that the statement calls; $2: every name and sign in it.
SELECT
  -- A volatile function can do what a read-only transaction does not stop; one of the database's own, too.
  NOT EXISTS (
    SELECT FROM pg_proc
    WHERE proname = ANY ($1) AND pronamespace <> 'pg_catalog'::regnamespace
       OR proname = ANY ($2) AND provolatile = 'v'
  ) AND NOT EXISTS (
    SELECT FROM pg_operator JOIN pg_proc ON pg_proc.oid = oprcode
    WHERE oprname = ANY ($2) AND provolatile = 'v'
  ) AND NOT EXISTS (
    SELECT FROM pg_cast JOIN pg_proc ON pg_proc.oid = castfunc JOIN pg_type ON pg_type.oid = casttarget
    WHERE typname = ANY ($2) AND provolatile = 'v'
  ) AS plain,
  -- 'SET' came with PostgreSQL 16; before, every member may.
  (SELECT array_agg(rolname::text) FROM pg_roles
   WHERE rolname IN ('godwit_reader', 'pg_read_all_data')
     AND pg_has_role(oid, CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)
  ) AS readers,
  (SELECT string_agg(reader.rolname || ' ' || reach, ', ')
   FROM pg_roles AS reader CROSS JOIN LATERAL (
     SELECT 'is a superuser' AS reach WHERE reader.rolsuper
     UNION ALL SELECT 'may create roles' WHERE reader.rolcreaterole
     UNION ALL SELECT 'is a member of ' || granted.rolname
     FROM pg_roles AS granted
     WHERE granted.rolname NOT IN (reader.rolname, 'pg_read_all_data', 'pg_read_all_stats', 'pg_read_all_settings')
       AND pg_has_role(reader.oid, granted.oid, 'MEMBER') AND NOT reader.rolsuper
     UNION ALL SELECT 'may write to ' || pg_class.oid::regclass
     FROM pg_class
     WHERE relkind IN ('r', 'p') AND NOT reader.rolsuper
       AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
       AND has_table_privilege(reader.oid, pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
   ) AS reaches
   WHERE reader.rolname = 'godwit_reader'
  ) AS too_much,
  -- "$user" would mean the reader.
  (SELECT string_agg(quote_ident(name), ', ') FROM unnest(current_schemas(false)) AS name) AS search_path
