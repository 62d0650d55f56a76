import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changes } from '../../bench/load/changes.ts';
import { examples, moreExamples } from '../../docs/generate/examples.ts';
import { notes } from '../../docs/generate/notes.ts';
import { pages } from '../../docs/generate/pages.ts';
import { asset } from '../../package-root.ts';
import type { Catalog } from '../../postgres/catalog/index.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { cycle, down } from '../postgres/operations/cycle.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const folder = asset('docs/operations');
let db: TestDatabase;
let catalog: Catalog;
beforeAll(async () => {
  db = await testDatabase({ sql: readFileSync(asset('docs/generate/schema.sql'), 'utf8') });
  catalog = await withSession(db.target, { applicationName: 'test' }, readCatalog);
});
afterAll(() => db[Symbol.asyncDispose]());

const written = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

test('the pages are what npm run docs:operations writes', () => {
  const wanted = pages(catalog);
  expect(written().sort()).toEqual([...wanted.keys()].sort());
  const stale = [...wanted].filter(([path, text]) => readFileSync(join(folder, path), 'utf8') !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
});

test('every link leads to a page', () => {
  for (const path of written()) {
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [, to = ''] of text.matchAll(/\]\(([^)#]+\.md)[^)]*\)/g))
      expect(existsSync(join(folder, dirname(path), to)), `${path} → ${to}`).toBe(true);
  }
});

test('what the load bench gives a window is named', () => {
  for (const { operations, window } of changes)
    if (window !== undefined) for (const { op } of operations) expect(notes[op].window, op).toBeDefined();
});

test('every example goes up, down and up again', async () => {
  const session = await db.session();
  for (const example of [...Object.values(examples), ...Object.values(moreExamples)]) {
    // What they come to is found in a run.
    if (example.op === 'restore_archive' || example.op === 'rollback_migration') continue;
    try {
      await down(session, await cycle(session, example));
    } catch (error) {
      throw new Error(`${example.op}: ${error}`, { cause: error });
    }
  }
});
