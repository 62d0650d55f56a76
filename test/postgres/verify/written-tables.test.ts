import { describe, expect, it } from 'vitest';
import { writtenTables } from '../../../postgres/verify/index.ts';

describe('writtenTables', () => {
  it.each([
    ['UPDATE tasks SET a = (SELECT b FROM other)', [{ schema: null, table: 'tasks' }]],
    ['INSERT INTO "Odd "".x".t SELECT * FROM src', [{ schema: 'Odd ".x', table: 't' }]],
    [
      'WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO godwit_archive.b SELECT * FROM gone',
      [
        { schema: 'godwit_archive', table: 'b' },
        { schema: null, table: 'a' },
      ],
    ],
    [
      'TRUNCATE a, public.b',
      [
        { schema: null, table: 'a' },
        { schema: 'public', table: 'b' },
      ],
    ],
    ['MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE', [{ schema: null, table: 'a' }]],
    ['ALTER TABLE a ADD b int; CREATE TABLE c (x int); SELECT * FROM d', []],
    ["COPY a TO '/tmp/x'; COPY b FROM '/tmp/x'", [{ schema: null, table: 'b' }]],
    ["SELECT 'UPDATE a SET b = 1'", []],
    [
      'DO $$ BEGIN LOOP UPDATE public.tasks SET x = 1 WHERE id IN (SELECT id FROM q FOR UPDATE SKIP LOCKED); EXIT WHEN NOT FOUND; COMMIT; END LOOP; END $$',
      [{ schema: 'public', table: 'tasks' }],
    ],
    [
      'DO $$ DECLARE r record; BEGIN FOR r IN DELETE FROM a RETURNING id LOOP INSERT INTO b VALUES (r.id); END LOOP; END $$',
      [
        { schema: null, table: 'b' },
        { schema: null, table: 'a' },
      ],
    ],
  ])('%s', (sql, expected) => {
    const order = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect([...writtenTables(sql)].sort(order)).toEqual([...expected].sort(order));
  });

  it('refuses what is no SQL', () => {
    expect(() => writtenTables('UPDTE a')).toThrow(expect.objectContaining({ code: 'sql-syntax' }));
  });
});
