-- Objects that no statement of the stream would make the same again, in words.
SELECT 'large object ' || oid AS object FROM pg_largeobject_metadata
UNION ALL
-- The planner adds columns one by one to one parent; only one CREATE TABLE makes these.
SELECT format('table %s, which has several parents', i.inhrelid::regclass)
FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'p', 'f')
GROUP BY i.inhrelid HAVING count(*) > 1
UNION ALL
SELECT format('table %s, which has column %I both from its parent and of its own', c.oid::regclass, a.attname)
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND a.attinhcount > 0 AND a.attislocal AND NOT a.attisdropped
UNION ALL
SELECT format('table %s, which is of type %s', oid::regclass, reloftype::regtype) FROM pg_class WHERE reloftype <> 0
ORDER BY 1
