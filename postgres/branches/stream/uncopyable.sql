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
-- Made as PARTITION OF it has the columns as its parent has them.
SELECT format('partition %s, which has its columns in another order than its parent', i.inhrelid::regclass)
FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid AND c.relispartition AND c.relkind <> 'i' AND c.relkind <> 'I'
WHERE (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = i.inhrelid AND attnum > 0 AND NOT attisdropped)
  <> (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = i.inhparent AND attnum > 0 AND NOT attisdropped)
UNION ALL
SELECT format('partition %s, whose constraint %I has another name than its parent''s', c.conrelid::regclass, c.conname)
FROM pg_constraint AS c
JOIN pg_inherits AS i ON i.inhrelid = c.conrelid
JOIN pg_class AS r ON r.oid = c.conrelid AND r.relispartition
JOIN pg_constraint AS p ON p.conrelid = i.inhparent AND p.contype = 'n'
JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_attribute AS b ON b.attrelid = p.conrelid AND b.attnum = p.conkey[1] AND b.attname = a.attname
WHERE c.contype = 'n' AND c.conname <> p.conname
UNION ALL
-- The planner makes NOT NULL with the column, before the rows.
SELECT format('table %s, whose constraint %I is not valid', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'n' AND conrelid <> 0 AND NOT convalidated
UNION ALL
SELECT format('table %s, which is of type %s', oid::regclass, reloftype::regtype) FROM pg_class WHERE reloftype <> 0
ORDER BY 1
