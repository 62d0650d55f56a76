import { expect, test } from 'vitest';
import { resultText } from '../../../graph/nodes/run-tool.ts';

const tool = { annotations: { readOnly: false, destructive: false, idempotent: true, trusted: true } };
const sql = 'SELECT 1;\n'.repeat(20_000);

test('what a call said comes back whole, however long: else the files of a long migration could not be read', () => {
  const files = [{ path: 'a.sql', content: sql }];
  expect(JSON.parse(resultText(tool, { query: sql, rollback_sql: '' }, { files }))).toEqual({ files });
});

test('what a short call asks for is cut, and it is said', () => {
  const text = resultText(tool, { path: 'a.sql' }, { content: sql });
  expect(text.length).toBeLessThan(61_000);
  expect(text).toContain('ask for less of it');
});
