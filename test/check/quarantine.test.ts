import { expect, test } from 'vitest';
import { isWider } from '../../check/hazards/type-width.ts';
import { scriptMayDestroy, whyNotKept } from '../../check/quarantine/destructive.ts';
import { rewritten } from '../../check/quarantine/rewrite.ts';
import { upOf } from './reading.ts';

const piece = { before: ['KEEP 1', 'KEEP 2'], back: [], keeps: ['a\nb'], tables: [] };

function rewriting(sql: string, inTransaction = true): string {
  const { statements } = upOf(sql);
  return rewritten(
    sql,
    statements.slice(-1).map((statement) => ({ statement, piece, inTransaction })),
  );
}

test('statements are put before the one that destroys, on lines of their own; all else stays to the letter', () => {
  expect(rewriting('DROP TABLE a')).toBe('-- Kept in godwit_archive: a b.\nKEEP 1;\nKEEP 2;\nDROP TABLE a\n');
  expect(rewriting('/* ünï */ SELECT 1; -- one\n  DROP TABLE a; -- two')).toBe(
    '/* ünï */ SELECT 1; -- one\n  -- Kept in godwit_archive: a b.\nKEEP 1;\nKEEP 2;\nDROP TABLE a; -- two\n',
  );
  expect(rewriting('SELECT 1; DROP TABLE a;')).toMatch(/^SELECT 1;\n-- Kept/);
  expect(rewriting('SELECT 1;--> statement-breakpoint\nDROP TABLE a;')).toBe(
    'SELECT 1;--> statement-breakpoint\n-- Kept in godwit_archive: a b.\nKEEP 1;--> statement-breakpoint\nKEEP 2;--> statement-breakpoint\nDROP TABLE a;\n',
  );
  expect(rewriting('DROP TABLE a;', false)).toBe(
    '-- Kept in godwit_archive: a b.\nDO $godwit$\nBEGIN\n  KEEP 1;\n  KEEP 2;\n  DROP TABLE a;\nEND\n$godwit$;\n',
  );
});

test.each([
  ['CREATE TABLE a (id int); CREATE INDEX ON a (id); DROP INDEX a_id_idx; DROP VIEW v;', false],
  ['ALTER TABLE a ADD COLUMN x int, ALTER COLUMN y SET NOT NULL, DROP CONSTRAINT z;', false],
  ['INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING;', false],
  ['DO $$ BEGIN ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE; END $$;', false],
  ['DO $$ BEGIN DROP POLICY IF EXISTS p ON a; CREATE POLICY p ON a FOR UPDATE USING (true); END $$;', false],
  ['ALTER TABLE a DROP COLUMN x; -- kept in godwit_archive', false],
  ['ALTER TABLE a DROP x;', true],
  ['ALTER TABLE a ALTER x TYPE int;', true],
  ['TRUNCATE a;', true],
  ['UPDATE a SET x = 1;', true],
  ['DROP TYPE t CASCADE;', true],
  ["DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$;", true],
  ['CALL p();', true],
])('what may destroy data is seen by its words: %s', (sql, destroys) => {
  expect(scriptMayDestroy(upOf(sql))).toBe(destroys);
});

test('the reason names the line', () => {
  expect(whyNotKept(upOf('SELECT 1;\nSELECT 2;'))).toBeNull();
  expect(whyNotKept(upOf('SELECT 1;\nCALL p();'))).toBe('line 2: what "CALL p()" does to rows is not known');
});

test.each([
  ['integer', 'bigint', true],
  ['character varying(5)', 'text', true],
  ['numeric(5,2)', 'numeric(9,2)', true],
  ['integer', 'integer', true],
  ['bigint', 'integer', false],
  ['character(5)', 'text', false],
  ['text', 'character varying(5)', false],
  ['public.mood', 'public.other', false],
  ['timestamp without time zone', 'timestamp with time zone', false],
])('%s to %s keeps every value: %s', (from, to, wider) => {
  expect(isWider(from, to)).toBe(wider);
});
