-- Every table whose rows belong to the database: not those of extensions, except what an extension marks as the user's
-- (then with the condition that tells the user's rows from its own).
SELECT
  n.nspname AS schema,
  c.relname AS name,
  (SELECT coalesce(jsonb_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute AS a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
  config.condition
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
LEFT JOIN LATERAL (
  SELECT e.extcondition[i] AS condition
  FROM pg_extension AS e, generate_subscripts(e.extconfig, 1) AS i
  WHERE e.oid = d.refobjid AND e.extconfig[i] = c.oid
) AS config ON true
WHERE c.relkind = 'r'
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'
  AND (d.objid IS NULL OR config.condition IS NOT NULL)
ORDER BY pg_table_size(c.oid) DESC, n.nspname, c.relname
