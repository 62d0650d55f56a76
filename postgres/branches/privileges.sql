-- Who may do what with which object, of every kind that has privileges; columns belong to their table. Also members of
-- extensions, and what came with the server where somebody changed it. One row per object and, for columns with
-- privileges of their own, one more each. "object" is what GRANT … ON takes: needs `search_path = pg_catalog`.
-- "granted": [grantor, grantee or null for PUBLIC, privilege, with grant option].
WITH object AS (
  SELECT 'pg_class'::regclass AS class, c.oid, c.relowner AS owner,
    CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass AS object, NULL::name AS column,
    c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS default
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp_)'
  UNION ALL
  SELECT 'pg_class'::regclass, c.oid, c.relowner, 'TABLE ' || c.oid::regclass, a.attname, a.attacl, NULL
  FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relpersistence <> 't'
  UNION ALL
  SELECT 'pg_proc'::regclass, oid, proowner, 'ROUTINE ' || oid::regprocedure, NULL, proacl, acldefault('f', proowner)
  FROM pg_proc
  UNION ALL
  -- Arrays, rows of tables and multiranges have the privileges of what they are made of.
  SELECT 'pg_type'::regclass, t.oid, t.typowner, 'TYPE ' || t.oid::regtype, NULL, t.typacl, acldefault('T', t.typowner)
  FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
  WHERE t.typcategory <> 'A' AND t.typtype IN ('b', 'c', 'd', 'e', 'r') AND coalesce(c.relkind, 'c') = 'c'
  UNION ALL
  SELECT 'pg_namespace'::regclass, oid, nspowner, format('SCHEMA %I', nspname), NULL, nspacl, acldefault('n', nspowner)
  FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp_)'
  UNION ALL
  SELECT 'pg_language'::regclass, oid, lanowner, format('LANGUAGE %I', lanname), NULL, lanacl, acldefault('l', lanowner)
  FROM pg_language WHERE lanpltrusted
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner, format('FOREIGN DATA WRAPPER %I', fdwname), NULL, fdwacl,
    acldefault('F', fdwowner)
  FROM pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, oid, srvowner, format('FOREIGN SERVER %I', srvname), NULL, srvacl,
    acldefault('S', srvowner)
  FROM pg_foreign_server
)
SELECT object, "column", pg_get_userbyid(owner) AS owner,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(pg_get_userbyid(x.grantor),
      CASE WHEN x.grantee <> 0 THEN pg_get_userbyid(x.grantee) END, x.privilege_type, x.is_grantable)
      ORDER BY pg_get_userbyid(x.grantor), x.grantee = 0, pg_get_userbyid(x.grantee), x.privilege_type), '[]')
    FROM aclexplode(coalesce(acl, "default")) AS x) AS granted
FROM object
-- What initdb made and nobody touched is the same in every database.
WHERE acl IS NOT NULL OR oid >= 16384
