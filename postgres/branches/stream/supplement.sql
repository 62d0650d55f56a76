-- SQL for what the schema planner does not know: storage and statistics of columns, toast options, CLUSTER ON,
-- statistics objects, materialized views without rows. Column privileges are given once more: the planner may revoke
-- those of the table, and with them the columns', after it granted them. Needs `search_path = pg_catalog`, so that names are qualified.
WITH relation AS (
  SELECT c.oid, c.oid::regclass AS name, c.relkind, c.reltoastrelid
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'i', 'I') AND c.relpersistence <> 't'
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'
    AND NOT EXISTS (SELECT FROM pg_depend AS d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
),
attribute AS (
  SELECT
    r.relkind, a.attnum, a.attoptions, a.attcompression,
    CASE WHEN r.relkind IN ('i', 'I') THEN format('ALTER INDEX %s ALTER COLUMN %s', r.name, a.attnum)
      ELSE format('ALTER TABLE ONLY %s ALTER COLUMN %I', r.name, a.attname) END AS alter,
    CASE WHEN a.attstorage <> t.typstorage AND r.relkind IN ('r', 'p', 'm') THEN
      CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
    END AS storage,
    nullif(coalesce(a.attstattarget, -1), -1) AS statistics
  FROM relation AS r
  JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type AS t ON t.oid = a.atttypid
)
SELECT sql FROM (
  SELECT 1 AS part, alter || ' SET STORAGE ' || storage AS sql FROM attribute WHERE storage IS NOT NULL
  UNION ALL
  SELECT 1, alter || ' SET COMPRESSION ' || CASE attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END
    FROM attribute WHERE attcompression <> '' AND relkind IN ('r', 'p', 'm')
  UNION ALL
  SELECT 1, alter || ' SET STATISTICS ' || statistics FROM attribute WHERE statistics IS NOT NULL
  UNION ALL
  SELECT 1, alter || ' SET (' || array_to_string(attoptions, ', ') || ')'
    FROM attribute WHERE attoptions IS NOT NULL AND relkind IN ('r', 'p', 'm', 'f')
  UNION ALL
  SELECT 1, format('ALTER TABLE ONLY %s SET (%s)', r.name,
      (SELECT string_agg('toast.' || option, ', ') FROM unnest(t.reloptions) AS option))
    FROM relation AS r JOIN pg_class AS t ON t.oid = r.reltoastrelid WHERE t.reloptions IS NOT NULL
  UNION ALL
  SELECT 2, format('ALTER TABLE ONLY %s CLUSTER ON %I', r.name, c.relname)
    FROM relation AS r JOIN pg_index AS i ON i.indrelid = r.oid AND i.indisclustered
    JOIN pg_class AS c ON c.oid = i.indexrelid
  UNION ALL
  SELECT 2, format('REFRESH MATERIALIZED VIEW %s WITH NO DATA', r.name)
    FROM relation AS r JOIN pg_class AS c ON c.oid = r.oid WHERE r.relkind = 'm' AND NOT c.relispopulated
  UNION ALL
  SELECT 3, format('ALTER DOMAIN %1$s DROP NOT NULL; ALTER DOMAIN %1$s ADD CONSTRAINT %2$I NOT NULL', t.oid::regtype, n.conname)
    FROM pg_constraint AS n JOIN pg_type AS t ON t.oid = n.contypid
    WHERE n.contype = 'n' AND n.conname <> t.typname || '_not_null'
  UNION ALL
  SELECT 3, pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext AS s JOIN relation AS r ON r.oid = s.stxrelid
  UNION ALL
  SELECT 4, format('ALTER STATISTICS %I.%I OWNER TO %I', n.nspname, s.stxname, pg_get_userbyid(s.stxowner))
    FROM pg_statistic_ext AS s JOIN relation AS r ON r.oid = s.stxrelid JOIN pg_namespace AS n ON n.oid = s.stxnamespace
  UNION ALL
  SELECT 4, format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget)
    FROM pg_statistic_ext AS s JOIN relation AS r ON r.oid = s.stxrelid JOIN pg_namespace AS n ON n.oid = s.stxnamespace
    WHERE coalesce(s.stxstattarget, -1) >= 0
  UNION ALL
  SELECT 4, format('COMMENT ON STATISTICS %I.%I IS %L', n.nspname, s.stxname, obj_description(s.oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext AS s JOIN relation AS r ON r.oid = s.stxrelid JOIN pg_namespace AS n ON n.oid = s.stxnamespace
    WHERE obj_description(s.oid, 'pg_statistic_ext') IS NOT NULL
  UNION ALL
  SELECT 5, format('GRANT %s (%I) ON %s TO %s%s', x.privilege_type, a.attname, r.name,
      CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
      CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN aclexplode(a.attacl) AS x
) AS statement
ORDER BY part, sql
