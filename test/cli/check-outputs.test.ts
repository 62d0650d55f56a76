import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { godwit, resultOf } from '../support/godwit.ts';
import { writeHistory } from '../support/history.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('findings as SARIF and annotations; a baseline accepts them all, and tells what is stale', async () => {
  using folder = temporaryFolder();
  using data = temporaryFolder();
  const options = { cwd: folder.path, env: { GODWIT_DATA_DIR: data.path } };
  writeHistory(join(folder.path, 'db'), [
    ['CREATE TABLE a (id bigint PRIMARY KEY, n int);', 'DROP TABLE a;'],
    ['\nDROP TABLE a;', 'SELECT 1;'],
  ]);
  const first = await godwit(
    ['check', 'db', '--json', '--sarif', 'found.sarif', '--annotations', '--write-baseline', 'accepted.json'],
    options,
  );
  expect(first.code, first.stderr).toBe(0);
  expect(resultOf(first)).toMatchObject({ downsRestore: 1, hazards: { 'drop-table': 1 } });
  const log = JSON.parse(readFileSync(join(folder.path, 'found.sarif'), 'utf8'));
  const places = log.runs[0].results.map(
    ({
      ruleId,
      locations: [{ physicalLocation: place }],
    }: {
      ruleId: string;
      locations: [{ physicalLocation: Place }];
    }) => `${place.artifactLocation.uri}:${place.region.startLine} ${ruleId}`,
  );
  expect(places).toEqual([
    'db/2_m.up.sql:1 down-does-not-restore',
    'db/2_m.up.sql:2 drop-table',
    'db/2_m.up.sql:2 no-timeout',
  ]);
  expect(first.stderr).toContain(
    '::warning file=db/2_m.up.sql,line=2,title=godwit check%3A drop-table::table public.a goes',
  );

  // Lines move; what is accepted stays accepted, and something is mended.
  writeHistory(join(folder.path, 'db'), [
    ['CREATE TABLE a (id bigint PRIMARY KEY, n int);', 'DROP TABLE a;'],
    ["\n\n\nSET lock_timeout = '1s'; DROP TABLE a;", 'SELECT 1;'],
  ]);
  const second = await godwit(['check', 'db', '--json', '--baseline', 'accepted.json'], options);
  expect(second.code, second.stderr).toBe(0);
  expect(resultOf(second)).toMatchObject({ downsRestore: 1, hazards: {} });
  expect(second.stderr).toContain('accepted.json: no longer found, take it out: db/2_m.up.sql: no-timeout');

  // What is accepted stops nothing.
  writeHistory(join(folder.path, 'db'), [
    ['CREATE TABLE a (id bigint PRIMARY KEY, n int);', 'DROP TABLE a;'],
    ["SET lock_timeout = '1s'; DROP TABLE a;", 'SELECT 1;'],
    ['CREATE TABLE b (id bigint PRIMARY KEY);', 'SELECT 1;'],
    ['CREATE TABLE c (id bigint PRIMARY KEY);', 'DROP TABLE c;'],
  ]);
  const stopped = await godwit(
    ['check', 'db', '--json', '--baseline', 'accepted.json', '--fail-fast'],
    options,
  );
  expect(stopped.code).toBe(4);
  expect(resultOf(stopped)).toMatchObject({ migrations: 3, downsRestore: 1 });

  writeHistory(join(folder.path, 'db'), [
    ['CREATE TABLE a (id bigint PRIMARY KEY, n int);', 'SELECT 1;'],
    ['\nDROP TABLE a;', 'SELECT 1;'],
  ]);
  const third = await godwit(['check', 'db', '--json', '--baseline', 'accepted.json'], options);
  expect(third.code).toBe(4);
});

interface Place {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number };
}

test('a baseline that is none, or no place to write to, is told', async () => {
  using folder = temporaryFolder();
  const options = { cwd: folder.path, env: { GODWIT_DATA_DIR: join(folder.path, 'data') } };
  writeHistory(join(folder.path, 'db'), [['SELECT 1;']]);
  writeFileSync(join(folder.path, 'x.json'), '{}');
  const wrong = await godwit(['check', 'db', '--baseline', 'x.json'], options);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('"x.json" is no baseline: "format" is not 1'),
  ]);
  const none = await godwit(['check', 'db', '--baseline', 'nobody.json'], options);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('it cannot be read (ENOENT)')]);
  // Nothing was started for it.
  expect(existsSync(join(folder.path, 'data'))).toBe(false);
});
