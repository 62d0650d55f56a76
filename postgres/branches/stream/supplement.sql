-- SQL for what the schema planner does not know: indexes, constraints and triggers of partitions, defaults of inherited
-- columns and of views, options of foreign columns, storage and statistics of columns, toast options, CLUSTER ON,
-- statistics objects, materialized views without rows, comments of what no statement of its own made. Privileges are
-- not here but in privileges.sql. Needs `search_path = pg_catalog`, so that names are qualified.
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
),
-- Defaults of columns that another relation brings along.
defaults AS (
  SELECT a.attrelid, a.attname, a.attinhcount, r.relkind, pg_get_expr(d.adbin, d.adrelid) AS expression,
    (SELECT pg_get_expr(pd.adbin, pd.adrelid)
      FROM pg_inherits AS i
      JOIN pg_attribute AS pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
      JOIN pg_attrdef AS pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
      WHERE i.inhrelid = a.attrelid LIMIT 1) AS inherited
  FROM relation AS r
  JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND a.attidentity = '' AND (a.attinhcount > 0 OR r.relkind = 'v')
  LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
),
-- Indexes of partitions that belong to an index of the parent; those of a constraint are made with it.
partition_index AS (
  SELECT i.inhrelid AS oid, i.inhparent AS parent, x.indrelid AS partition, c.relname AS name, n.nspname AS schema,
    EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.inhrelid AND k.contype IN ('p', 'u', 'x')) AS of_constraint
  FROM pg_inherits AS i
  JOIN relation AS r ON r.oid = i.inhrelid AND r.relkind IN ('i', 'I')
  JOIN pg_index AS x ON x.indexrelid = i.inhrelid
  JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
)
SELECT sql FROM (
  SELECT -3 AS part, pg_get_indexdef(oid) AS sql FROM partition_index WHERE NOT of_constraint
  UNION ALL
  SELECT -2, format('ALTER INDEX %s ATTACH PARTITION %s', parent::regclass, oid::regclass)
    FROM partition_index WHERE NOT of_constraint
  UNION ALL
  -- The server named it; the one of production may have had a name before it was attached.
  SELECT -1, format('DO %L', format('DECLARE made regclass; BEGIN
      SELECT i.inhrelid INTO made FROM pg_inherits AS i JOIN pg_index AS x ON x.indexrelid = i.inhrelid
        WHERE i.inhparent = %L::regclass AND x.indrelid = %L::regclass;
      IF (SELECT relname FROM pg_class WHERE oid = made) <> %L THEN
        EXECUTE format(''ALTER INDEX %%s RENAME TO %%I'', made, %L); END IF; END',
      parent::regclass, partition::regclass, name, name))
    FROM partition_index WHERE of_constraint
  UNION ALL
  SELECT 1, format('ALTER %s %s ALTER COLUMN %I %s', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE ONLY' END,
      attrelid::regclass, attname, coalesce('SET DEFAULT ' || expression, 'DROP DEFAULT'))
    FROM defaults WHERE expression IS DISTINCT FROM inherited
  UNION ALL
  SELECT 1, format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (%s)', r.name, a.attname,
      (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ')
        FROM pg_options_to_table(a.attfdwoptions) AS o))
    FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND NOT a.attisdropped
    WHERE a.attfdwoptions IS NOT NULL
  UNION ALL
  SELECT 1, format('ALTER TABLE ONLY %s %s TRIGGER %I', r.name, CASE t.tgenabled WHEN 'D' THEN 'DISABLE'
      WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, t.tgname)
    FROM relation AS r JOIN pg_trigger AS t ON t.tgrelid = r.oid AND (NOT t.tgisinternal OR t.tgconstraint = 0)
    JOIN pg_trigger AS parent ON parent.oid = t.tgparentid AND parent.tgenabled <> t.tgenabled
  UNION ALL
  SELECT 1, alter || ' SET STORAGE ' || storage FROM attribute WHERE storage IS NOT NULL
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
  -- From 18 on NOT NULL of a column has a name too, which the planner does not know.
  SELECT 3, format('DO %L', format('DECLARE made name; BEGIN
      SELECT n.conname INTO made FROM pg_constraint AS n
        JOIN pg_attribute AS a ON a.attrelid = n.conrelid AND a.attnum = n.conkey[1]
        WHERE n.conrelid = %L::regclass AND n.contype = ''n'' AND a.attname = %L;
      IF made <> %L THEN EXECUTE format(''ALTER TABLE %%s RENAME CONSTRAINT %%I TO %%I'', %L::regclass, made, %L); END IF; END',
      r.name, a.attname, n.conname, r.name, n.conname))
    FROM relation AS r JOIN pg_constraint AS n ON n.conrelid = r.oid AND n.contype = 'n' AND n.coninhcount = 0
    JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum = n.conkey[1]
    JOIN pg_class AS c ON c.oid = r.oid
    WHERE n.conname <> c.relname || '_' || a.attname || '_not_null'
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
  SELECT 5, format('COMMENT ON %s %s IS %L', CASE WHEN c.relkind = 'S' THEN 'SEQUENCE' ELSE 'INDEX' END,
      c.oid::regclass, d.description)
    FROM pg_description AS d JOIN pg_class AS c ON c.oid = d.objoid AND c.relkind IN ('S', 'i', 'I') AND c.oid >= 16384
    WHERE d.classoid = 'pg_class'::regclass AND d.objsubid = 0
  UNION ALL
  SELECT 5, format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname, d.description)
    FROM pg_description AS d JOIN pg_class AS c ON c.oid = d.objoid AND c.oid >= 16384
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.objsubid
    WHERE d.classoid = 'pg_class'::regclass AND d.objsubid > 0
) AS statement
ORDER BY part, sql
