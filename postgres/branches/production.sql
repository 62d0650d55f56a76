-- What CREATE DATABASE has to repeat, and what decides how the copy can be made. $1: name of the database.
-- "settings": [role or null, "name=value"] of ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET.
-- "others": sessions that stand in the way of a template copy; an autovacuum worker is ended by the server itself.
SELECT
  to_jsonb(d) AS database,
  pg_encoding_to_char(d.encoding) AS encoding,
  pg_get_userbyid(d.datdba) AS owner,
  pg_has_role(d.datdba, 'MEMBER') AS owner_is_ours,
  pg_database_size(d.oid)::text AS bytes,
  current_setting('server_version_num')::int AS server,
  version() AS platform,
  current_user AS role,
  (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create,
  (SELECT count(*)::int FROM pg_stat_activity AS a
    WHERE a.datid = d.oid AND coalesce(a.backend_type, '') <> 'autovacuum worker') AS others,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(r.rolname, setting) ORDER BY r.rolname NULLS FIRST, ord), '[]')
    FROM pg_db_role_setting AS s
    LEFT JOIN pg_roles AS r ON r.oid = s.setrole
    CROSS JOIN unnest(s.setconfig) WITH ORDINALITY AS c (setting, ord)
    WHERE s.setdatabase = d.oid) AS settings,
  (SELECT jsonb_agg(jsonb_build_array(r.rolname, x.privilege_type, x.is_grantable) ORDER BY ord)
    FROM aclexplode(d.datacl) WITH ORDINALITY AS x (grantor, grantee, privilege_type, is_grantable, ord)
    LEFT JOIN pg_roles AS r ON r.oid = x.grantee) AS privileges
FROM pg_database AS d
WHERE d.datname = $1
