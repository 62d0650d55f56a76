import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import { analyseCall } from '../../policies/judge.ts';
import { placeIn } from '../../policies/place.ts';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { denialText } from '../../policies/verdict.ts';
import { specialistPolicy, testFacts } from './support/specialist.ts';

beforeAll(loadSqlParser);

const policy = specialistPolicy();
const judge = (tool: string, input: Readonly<Record<string, unknown>>) =>
  analyseCall(tool, input, policy, testFacts());

/** The text that the place speaks of, with its field. */
function shown(tool: string, input: Readonly<Record<string, unknown>>): string {
  const { place } = judge(tool, input);
  if (place === undefined) return 'nowhere';
  return `${place.field}:${place.line}:${place.column} ${String(input[place.field] ?? '').slice(place.start, place.end)}`;
}

test('lines and columns count from 1, characters as JavaScript does', () => {
  expect(placeIn('command', 'a\né😀 b', { start: 6, end: 7 })).toEqual({
    field: 'command',
    start: 6,
    end: 7,
    line: 2,
    column: 5,
  });
});

test.each<[string, string]>([
  ['ls; rm -rf x', 'command:1:5 rm -rf x'],
  ['ls -la\ncat  é.sql "/etc/passwd"', 'command:2:12 "/etc/passwd"'],
  ['cat $HOME', 'command:1:5 $HOME'],
  ['cat "a $(id) b"', 'command:1:8 $(id)'],
  ['git diff --stat --output=x', 'command:1:17 --output=x'],
  ['ls > ../../package.json', 'command:1:4 > ../../package.json'],
  ['cat a.sql | sh', 'command:1:13 sh'],
  ['ls \u202ex', 'command:1:4 \u202e'],
  ['ls "x', 'command:1:4 "x'],
  ['A=1 ls', 'command:1:1 A=1'],
  ['ls && make', 'command:1:7 make'],
])('Bash: %s', (command, place) => {
  expect(shown('Bash', { command })).toBe(place);
});

describe('SQL', () => {
  test.each<[string, string]>([
    ["SELECT 'é😀', pg_catalog . pg_read_file('x')", 'query:1:15 pg_catalog . pg_read_file'],
    ['SELECT 1\n  FROM pg_authid', 'query:2:8 pg_authid'],
    ['WITH d AS (DELETE FROM tasks RETURNING 1) SELECT 1', 'query:1:24 tasks'],
    [' /* c */ COMMIT -- x', 'query:1:10 COMMIT'],
    ['SELECT 1; SELECT 2;', 'query:1:11 SELECT 2'],
    ['SELECT é FRM x y', 'query:1:14 x'],
    ['SELECT a\u200b', 'query:1:9 \u200b'],
    ['DO $$ BEGIN\n  PERFORM 1;\n  PERFORM pg_read_file(1);\nEND $$', 'query:3:11 pg_read_file'],
    ['DO $$ BEGIN\n  TRUNCATE tasks;\nEND $$', 'query:2:3 TRUNCATE tasks'],
    [
      "DO 'BEGIN PERFORM ''x'', pg_read_file(''y''); END'",
      "query:1:1 DO 'BEGIN PERFORM ''x'', pg_read_file(''y''); END'",
    ],
    ["SELECT ('x'::text).pg_read_file", 'query:1:8 SELECT'],
  ])('%s', (query, place) => {
    const found = shown('mcp__supabase__execute_sql', { project_id: 'branch', query });
    // A tree does not say where an attribute stands.
    expect(found).toBe(place.endsWith(' SELECT') ? `query:1:1 ${query}` : place);
  });

  test('of a migration, the side that decided', () => {
    const input = {
      project_id: 'branch',
      name: 'x',
      query: 'ALTER TABLE tasks ADD a int',
      rollback_sql: 'ALTER TABLE tasks DROP a;\nCREATE ROLE x;',
    };
    expect(shown('mcp__supabase__apply_migration', input)).toBe('rollback_sql:2:1 CREATE ROLE x');
  });
});

test('files and projects: the whole field; a call of no tool: nowhere', () => {
  expect(shown('Read', { file_path: '../x' })).toBe('file_path:1:1 ../x');
  expect(shown('Grep', { pattern: 'x', glob: '../*' })).toBe('glob:1:1 ../*');
  expect(shown('mcp__supabase__execute_sql', { project_id: 'other', query: 'SELECT 1' })).toBe(
    'project_id:1:1 other',
  );
  expect(shown('Read', { file_path: 7 })).toBe('file_path:1:1 ');
  expect(shown('nothing', {})).toBe('nowhere');
});

test('the denial that a model reads says where', () => {
  expect(denialText(judge('Bash', { command: 'ls; rm -rf x' }))).toBe(
    'Denied by policy (bash/blocked-command at command:1:5): the policy blocks "rm -rf"',
  );
});

test('every denied call of the corpus has a place inside the field that it names', () => {
  const calls = readFileSync(asset('test/fixtures/policy-corpus/attacks.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): { tool: string; input: Record<string, unknown> } => JSON.parse(line));
  const wrong = calls.filter(({ tool, input }) => {
    const { rule, place, verdict } = judge(tool, input);
    if (place === undefined)
      return verdict !== 'allow' && !rule.startsWith('policy/') && !/^types|^branch\/too/.test(rule);
    const text = input[place.field];
    const length = typeof text === 'string' ? text.length : 0;
    return place.start < 0 || place.end < place.start || place.end > length;
  });
  expect(wrong).toEqual([]);
});
