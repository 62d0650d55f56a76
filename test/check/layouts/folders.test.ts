import { expect, test } from 'vitest';
import { InvalidLayoutFile } from '../../../check/layouts/index.ts';
import { problemsOf, reading, summary } from '../reading.ts';

const up = 'create table t (id int);';
const down = 'drop table t;';

test('diesel: dates with and without dashes are one order; what is unused is named', () => {
  const layout = reading({
    '20260102000000_b/up.sql': up,
    '2026-01-03-000000_c_more/up.sql': up,
    '2026-01-03-000000_c_more/down.sql': down,
    '2026-01-01-000000_a/up.sql': up,
    '2026-01-01-000000_a/notes.txt': '',
    '2026-01-05-000000_e/down.sql': down,
    '.keep': '',
  });
  expect(layout.name).toBe('diesel');
  expect(summary(layout)).toEqual([
    '20260101000000 a: 2026-01-01-000000_a/up.sql one, -',
    '20260102000000 b: 20260102000000_b/up.sql one, -',
    '20260103000000 c_more: 2026-01-03-000000_c_more/up.sql one, 2026-01-03-000000_c_more/down.sql one',
  ]);
  expect(layout.unused).toEqual([
    { file: '.keep', why: 'it lies in no folder of a migration' },
    {
      file: '2026-01-01-000000_a/notes.txt',
      why: "Diesel reads only up.sql, down.sql and metadata.toml of a migration's folder",
    },
    {
      file: '2026-01-05-000000_e/down.sql',
      why: "Diesel reads only up.sql, down.sql and metadata.toml of a migration's folder, and this one has no up.sql",
    },
  ]);
});

test.each([
  ['run_in_transaction = false', 'says run_in_transaction = false', []],
  [
    '# why\r\nrun_in_transaction=true # yes\r\n',
    'says run_in_transaction = true',
    ['error needs-no-transaction 1:1'],
  ],
  ['other = 1', 'does not name run_in_transaction, which means false', []],
  ['[foo]\nrun_in_transaction = true', 'does not name run_in_transaction, which means false', []],
  ['run_in_transaction = maybe', 'Diesel cannot read', ['error needs-no-transaction 1:1']],
])('diesel: metadata.toml %j', (metadata, because, problems) => {
  const index = { '1_a/up.sql': 'create index concurrently i on t (id)', '1_a/metadata.toml': metadata };
  const plain = { '2_b/up.sql': up, '2_b/metadata.toml': metadata };
  const [first, second] = reading({ ...index, ...plain }).migrations;
  expect(first && problemsOf(first.up)).toEqual(problems);
  expect(first?.up.transaction).toBe('none');
  expect(second?.up.because).toContain(because);
});

const lock = { 'migration_lock.toml': 'provider = "postgresql"\n' };

test('prisma: folders in the order of their names; a generated down.sql counts', () => {
  const layout = reading({
    ...lock,
    '20260102000000_b/migration.sql': up,
    '20260101000000_a/migration.sql': up,
    '20260101000000_a/down.sql': down,
    '20260101000000_a/README.md': '',
    '0_init/migration.sql': up,
    'stray.sql': up,
  });
  expect(layout).toMatchObject({
    name: 'prisma',
    because: 'migration_lock.toml, and folders with migration.sql',
  });
  expect(summary(layout)).toEqual([
    '0 init: 0_init/migration.sql one, -',
    '20260101000000 a: 20260101000000_a/migration.sql one, 20260101000000_a/down.sql one',
    '20260102000000 b: 20260102000000_b/migration.sql one, -',
  ]);
  expect(layout.unused.map(({ file }) => file)).toEqual(['20260101000000_a/README.md', 'stray.sql']);
});

test('prisma goes by the whole name: one number twice is allowed, and then the name is the version', () => {
  const { migrations } = reading({ ...lock, '1_a/migration.sql': up, '1_b/migration.sql': up });
  expect(migrations.map(({ version }) => version)).toEqual(['1_a', '1_b']);
});

test('prisma: migrations for another database are refused', () => {
  const read = (toml: string) => () => reading({ 'migration_lock.toml': toml, '1_a/migration.sql': up });
  expect(read('provider = "mysql"')).toThrow(InvalidLayoutFile);
  expect(read('provider = "mysql"')).toThrow(/for mysql, not for postgresql/);
  expect(read('')).toThrow(/names no provider/);
});

const journal = (...tags: string[]) =>
  JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: tags.map((tag, idx) => ({
      idx,
      version: '7',
      when: 1_700_000_000_000 + idx,
      tag,
      breakpoints: true,
    })),
  });

test('drizzle: the journal is the order, whatever the files are called', () => {
  const layout = reading({
    'meta/_journal.json': journal('0001_second', '0000_first'),
    'meta/0000_snapshot.json': '{}',
    '0000_first.sql': `${up}\n--> statement-breakpoint\nalter table t add b int;`,
    '0001_second.sql': up,
    '0002_forgotten.sql': up,
  });
  expect(layout.name).toBe('drizzle');
  expect(summary(layout)).toEqual([
    '0001 second: 0001_second.sql one, -',
    '0000 first: 0000_first.sql one, -',
  ]);
  expect(layout.migrations[1]?.up.statements.map(({ sql, line }) => [line, sql])).toEqual([
    [1, 'create table t (id int)'],
    [3, 'alter table t add b int'],
  ]);
  expect(layout.unused).toEqual([{ file: '0002_forgotten.sql', why: 'meta/_journal.json does not name it' }]);
});

test('drizzle has no migration without a transaction', () => {
  const [first] = reading({
    'meta/_journal.json': journal('0000_a'),
    '0000_a.sql': 'create index concurrently i on t (id);',
  }).migrations;
  expect(first?.up.problems).toMatchObject([
    { level: 'error', rule: 'needs-no-transaction', remedy: expect.stringContaining('other means') },
  ]);
});

test.each([
  ['{', /meta\/_journal.json/],
  ['[]', /meta\/_journal.json/],
  [journal('../../etc/passwd'), /tag/],
  [journal('0000_lost'), /it names "0000_lost", but there is no 0000_lost.sql/],
  ['{"dialect":"mysql","entries":[]}', /for mysql/],
])('drizzle: a journal that is none is refused: %s', (text, message) => {
  expect(() => reading({ 'meta/_journal.json': text, '0000_a.sql': up })).toThrow(InvalidLayoutFile);
  expect(() => reading({ 'meta/_journal.json': text, '0000_a.sql': up })).toThrow(message);
});

const kept = '{"version":"8","dialect":"postgres","id":"a","prevIds":[],"ddl":[]}';

test('drizzle 1.0: a folder for each migration; one that a person wrote has no snapshot', () => {
  const layout = reading({
    '20260102000000_second/migration.sql': `${up}\n--> statement-breakpoint\nalter table t add b int;`,
    '20260102000000_second/snapshot.json': kept,
    '20260101000000_first/migration.sql': up,
    '20260101000000_first/down.sql': down,
    '20260103000000_third/notes.md': '',
    'relations.ts': '',
  });
  expect(layout).toMatchObject({
    name: 'drizzle',
    because: 'folders with migration.sql and snapshot.json, like 20260102000000_second',
  });
  expect(summary(layout)).toEqual([
    '20260101000000 first: 20260101000000_first/migration.sql one, 20260101000000_first/down.sql one',
    '20260102000000 second: 20260102000000_second/migration.sql one, -',
  ]);
  expect(layout.migrations[1]?.up.statements.map(({ line }) => line)).toEqual([1, 3]);
  expect(layout.unused).toEqual([
    {
      file: '20260103000000_third/notes.md',
      why: 'Drizzle reads only migration.sql of a migration’s folder',
    },
    { file: 'relations.ts', why: 'it lies in no folder of a migration' },
  ]);
});

test('drizzle 1.0 and prisma are told apart, or asked about', () => {
  const folder = { '20260101000000_a/migration.sql': up };
  const snapshot = { '20260101000000_a/snapshot.json': kept };
  expect(reading(folder).name).toBe('prisma');
  expect(reading({ ...folder, ...snapshot }).name).toBe('drizzle');
  expect(reading({ ...folder, ...lock, 'drizzle.config.ts': '' }).name).toBe('prisma');
  const both = /may be of several tools:\n {2}prisma: .*\n {2}drizzle: /;
  expect(() => reading({ ...folder, ...snapshot, ...lock })).toThrow(both);
  expect(() => reading({ ...folder, 'drizzle.config.ts': '' })).toThrow(both);
  expect(reading({ ...folder, 'drizzle.config.ts': '' }, 'drizzle').name).toBe('drizzle');
  // What the old layout left is of no account for one that still has its journal.
  const old = { 'meta/_journal.json': journal('0000_a'), '0000_a.sql': up };
  expect(summary(reading({ ...folder, ...snapshot, ...old }))).toEqual(['0000 a: 0000_a.sql one, -']);
});

test('drizzle 1.0: another database, a name without a time, and a snapshot that is none are refused', () => {
  const file = '20260101000000_a/snapshot.json';
  const folder = { '20260101000000_a/migration.sql': up };
  expect(() => reading({ ...folder, [file]: '{"dialect":"sqlite"}' })).toThrow(/for sqlite, not for/);
  expect(() => reading({ ...folder, [file]: '<<<<<<< ours' })).toThrow(InvalidLayoutFile);
  expect(() => reading({ ...folder, [file]: kept, 'init/migration.sql': up })).toThrow(
    /"init\/migration.sql": the name of its folder does not begin with a time/,
  );
});
