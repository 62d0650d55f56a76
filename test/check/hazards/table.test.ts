import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commentRules, otherLocks, rules } from '../../../check/hazards/index.ts';
import { asset } from '../../../package-root.ts';

const docs = readFileSync(asset('docs/hazards.md'), 'utf8');
const all = [...rules, ...otherLocks];

test('docs/hazards.md lists every rule with its level and rows, and no other', () => {
  const listed = [...docs.matchAll(/^\| `([\w-]+)` \| (\w+) \|.*\| ([\d, ]*) \|$/gm)].map(
    ([, id, level, rows]) => [id, level, rows],
  );
  const expected = all.map(({ id, level, rows }) => [id, level, rows.join(', ')]);
  expect(listed.sort()).toEqual(expected.sort());
  for (const id of commentRules) expect(docs).toContain(`\`${id}\``);
});

test('every row of the checklist is covered, or its absence is explained', () => {
  const [, absences = ''] = docs.split('## What is not a rule');
  const explained = [...absences.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, rows = '']) =>
    rows.split(', ').map(Number),
  );
  const known = new Set([...all.flatMap(({ rows }) => rows), ...explained]);
  expect(Array.from({ length: 101 }, (_, at) => at + 1).filter((row) => !known.has(row))).toEqual([]);
});

test('an id is unique', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});
