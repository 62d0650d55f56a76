-- Every relation and the number of its columns that the types must show. $1: schemas.
SELECT n.nspname AS schema, c.relname AS name,
  (SELECT count(*)::int FROM pg_attribute AS a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY 1, 2
