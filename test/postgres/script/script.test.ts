import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashMigration } from '../../../postgres/migration.ts';
import {
  assignVersions,
  classify,
  EmptySql,
  InvalidMigrationName,
  InvalidStepLines,
  InvalidVersion,
  MixedStatements,
  migrationFiles,
  parseScript,
  readMigrationFile,
  renderScript,
  SqlSyntaxError,
  TransactionControl,
  UnsupportedStatement,
  versionAt,
  WrongStepKind,
  workspaceFiles,
} from '../../../postgres/script/index.ts';

const backfill = `do $$ begin loop update t set a = 1 where a is null; commit; exit when not found; end loop; end $$`;

const kinds: [string, string][] = [
  ['alter table t add a int; alter table t add b int', 'transactional'],
  ['create index i on t (a)', 'transactional'],
  ['create index concurrently i on t (a)', 'concurrent'],
  ['drop index concurrently i', 'concurrent'],
  ['reindex (concurrently) table t', 'concurrent'],
  ['reindex table concurrently t', 'concurrent'],
  ['reindex table t', 'transactional'],
  ['reindex schema s', 'concurrent'],
  ['vacuum t', 'concurrent'],
  ['analyze t', 'transactional'],
  ['create database d', 'concurrent'],
  ['alter system set work_mem = 1', 'concurrent'],
  ['alter table t detach partition p concurrently', 'concurrent'],
  ['alter table t detach partition p', 'transactional'],
  ['refresh materialized view concurrently m', 'transactional'],
  ["select 'create index concurrently'", 'transactional'],
  [backfill, 'batched'],
  ['do $$ begin rollback; end $$', 'batched'],
  ["do $$ begin raise notice 'commit'; end $$", 'transactional'],
  ['do $$ declare commit int; begin end $$', 'transactional'],
  ['call fill()', 'batched'],
];

test.each(kinds)('kind of %s', (sql, kind) => {
  expect(classify(sql)).toBe(kind);
});

test('a text without step lines is one step', () => {
  expect(parseScript('\n create index concurrently i on t (a);\n', 'drop index i;')).toEqual([
    { kind: 'concurrent', up: 'create index concurrently i on t (a);', down: 'drop index i;' },
  ]);
});

test('step lines divide the text; the rollback counts down', () => {
  const up = `-- Adds a.
-- godwit:step 1 transactional
alter table t add a int; -- godwit:step in a comment further right is none of ours
-- godwit:step 2 batched
${backfill};
-- godwit:step 3 concurrent
create index concurrently i on t (a);`;
  const down = `-- godwit:step 3 concurrent
drop index concurrently i;
-- godwit:step 2 transactional
update t set a = null;
-- godwit:step 1 transactional
alter table t drop a;`;
  expect(() => parseScript(up, down)).toThrow(InvalidStepLines);
  const steps = parseScript(
    up.replace(' -- godwit:step in a comment further right is none of ours', ''),
    down,
  );
  expect(steps).toEqual([
    { kind: 'transactional', up: 'alter table t add a int;', down: 'alter table t drop a;' },
    { kind: 'batched', up: `${backfill};`, down: 'update t set a = null;' },
    { kind: 'concurrent', up: 'create index concurrently i on t (a);', down: 'drop index concurrently i;' },
  ]);
});

test('a step line inside a string or a function body is text', () => {
  const up =
    "select '\n-- godwit:step 1 transactional\n'; create function f() returns void language plpgsql as $$\n-- godwit:step 2 concurrent\nbegin end $$";
  expect(parseScript(up, 'drop function f()')).toHaveLength(1);
});

describe('refuses', () => {
  const cases: [string, string, string, new (...args: never[]) => Error, RegExp][] = [
    ['an empty migration', ' \n', 'select 1', EmptySql, /^migration: there is no statement in it$/],
    ['a comment as rollback', 'select 1', '-- nothing', EmptySql, /^rollback: there is no statement/],
    [
      'an empty step',
      '-- godwit:step 1 transactional\n-- later',
      'select 1',
      EmptySql,
      /^migration, step 1: /,
    ],
    [
      'a syntax error',
      "select 'ü';\n  selekt 2;",
      'select 1',
      SqlSyntaxError,
      /^migration, line 2, column 3: syntax error at or near "selekt"\n {4}selekt 2;\n {4}\^$/,
    ],
    [
      'BEGIN',
      'begin; select 1; commit;',
      'select 1',
      TransactionControl,
      /^migration, line 1: "begin" controls/,
    ],
    ['COPY FROM STDIN', 'copy t from stdin', 'select 1', UnsupportedStatement, /cannot be run/],
    [
      'a concurrent index without a name',
      'create index concurrently on t (a)',
      'select 1',
      UnsupportedStatement,
      /cannot be run/,
    ],
    [
      'CONCURRENTLY beside others',
      'alter table t add a int;\ncreate index concurrently i on t (a);',
      'select 1',
      MixedStatements,
      /^migration, line 2: "create index concurrently i on t \(a\)" needs a concurrent step of its own/,
    ],
    [
      'a committing DO beside others',
      `select 1; ${backfill}`,
      'select 1',
      MixedStatements,
      /needs a batched step/,
    ],
    [
      'a kind that contradicts',
      '-- godwit:step 1 transactional\ncreate index concurrently i on t (a)',
      'select 1',
      WrongStepKind,
      /step 1 is declared transactional, but line 2, .* is concurrent/,
    ],
    [
      'concurrent without need',
      '-- godwit:step 1 concurrent\nalter table t add a int',
      'select 1',
      WrongStepKind,
      /is transactional/,
    ],
    [
      'two statements in a batched step',
      '-- godwit:step 1 batched\nselect 1; select 2',
      'select 1',
      WrongStepKind,
      /declared batched/,
    ],
    [
      'a malformed step line',
      '-- godwit:step one\nselect 1',
      'select 1',
      InvalidStepLines,
      /"-- godwit:step one" is not/,
    ],
    [
      'wrong numbers',
      '-- godwit:step 1 transactional\nselect 1;\n-- godwit:step 3 transactional\nselect 1',
      'select 1',
      InvalidStepLines,
      /line 3: step 3 stands where step 2 belongs/,
    ],
    [
      'a rollback in the order of the migration',
      '-- godwit:step 1 transactional\nselect 1;\n-- godwit:step 2 transactional\nselect 1',
      '-- godwit:step 1 transactional\nselect 1;\n-- godwit:step 2 transactional\nselect 1',
      InvalidStepLines,
      /^rollback, line 1: step 1 stands where step 2 belongs/,
    ],
    [
      'fewer steps in the rollback',
      '-- godwit:step 1 transactional\nselect 1;\n-- godwit:step 2 transactional\nselect 1',
      'select 1',
      InvalidStepLines,
      /has 2 steps, its rollback 1 step/,
    ],
    [
      'a statement before the first step',
      'select 0;\n-- godwit:step 1 transactional\nselect 1',
      'select 1',
      InvalidStepLines,
      /line 1: there is a statement before/,
    ],
  ];
  test.each(cases)('%s', (_, up, down, error, message) => {
    const parse = () => parseScript(up, down);
    expect(parse).toThrow(error);
    expect(parse).toThrow(message);
  });

  test('and shows how to divide a mixed text', () => {
    const parse = () =>
      parseScript('alter table t add a int;\ncreate index concurrently i on t (a);', 'select 1');
    expect(parse).toThrow(
      expect.objectContaining({
        hint: 'divide the text into steps:\n-- godwit:step 1 transactional\nalter table t add a int;\n-- godwit:step 2 concurrent\ncreate index concurrently i on t (a);',
      }),
    );
  });
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('transactional' as const),
    up: fc.constantFrom("select 'ü -- godwit:step 1';", 'alter table "ä" add a int;\nselect 1;'),
    down: fc.constantFrom('select 2;', 'drop index concurrently i;'),
  }),
  fc.record({
    kind: fc.constant('concurrent' as const),
    up: fc.constant('create index concurrently i on t (a);'),
    down: fc.constant('drop index concurrently i;'),
  }),
  fc.record({
    kind: fc.constant('batched' as const),
    up: fc.constantFrom(`${backfill};`, 'call p();'),
    down: fc.constant('select 1;'),
  }),
);

test('what is rendered is read back', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
      const { up, down } = renderScript(steps);
      expect(parseScript(up, down)).toEqual(steps);
    }),
  );
});

describe('versions', () => {
  const draft = { kind: 'transactional', up: 'select 1', down: 'select 1' } as const;

  test('are one second apart, over midnight of a leap day too', () => {
    const versions = assignVersions([draft, draft, draft], '20280228235959').map(({ version }) => version);
    expect(versions).toEqual(['20280228235959', '20280229000000', '20280229000001']);
    expect(versionAt(new Date('2026-01-02T03:04:05.678Z'))).toBe('20260102030405');
  });

  test.each(['2026', '20260230000000', '20261301000000', '2026010100000x', '20260101246000'])(
    '%s is none',
    (version) => {
      expect(() => assignVersions([draft], version)).toThrow(InvalidVersion);
    },
  );
});

describe('files', () => {
  const migration = hashMigration({
    name: 'add_a',
    steps: assignVersions(
      [
        { kind: 'transactional', up: 'alter table t add a int;', down: 'alter table t drop a;' },
        {
          kind: 'concurrent',
          up: 'create index concurrently i on t (a);\n',
          down: 'drop index concurrently i;',
        },
      ],
      '20260101000000',
    ),
  });

  test('one per step, byte for byte', () => {
    expect(migrationFiles(migration)).toEqual({
      migrations: [
        {
          path: '20260101000000_add_a.sql',
          content:
            '-- godwit: add_a, step 1 of 2, transactional\n-- Undone by the file of the same name in rollbacks/.\nalter table t add a int;\n',
        },
        {
          path: '20260101000001_add_a_2.sql',
          content:
            '-- godwit: add_a, step 2 of 2, concurrent\n-- Undone by the file of the same name in rollbacks/.\ncreate index concurrently i on t (a);\n\n',
        },
      ],
      rollbacks: [
        {
          path: '20260101000000_add_a.sql',
          content:
            '-- godwit: rollback of add_a, step 1 of 2, transactional\n-- Undoes the file of the same name in migrations/; newest first.\nalter table t drop a;\n',
        },
        {
          path: '20260101000001_add_a_2.sql',
          content:
            '-- godwit: rollback of add_a, step 2 of 2, concurrent\n-- Undoes the file of the same name in migrations/; newest first.\ndrop index concurrently i;\n',
        },
      ],
    });
  });

  test('are read back to the same SQL', () => {
    for (const [at, { content }] of migrationFiles(migration).migrations.entries()) {
      const read = readMigrationFile(content);
      expect(read).toMatchObject({ name: 'add_a', step: at + 1, of: 2, isRollback: false });
      expect(read.sql).toBe(migration.steps[at]?.up);
    }
    expect(readMigrationFile('create index concurrently i on t (a);')).toMatchObject({
      name: null,
      kind: 'concurrent',
    });
  });

  test('have paths in the workspace', () => {
    const paths = workspaceFiles(migration, {
      migrations: 'supabase/migrations',
      rollbacks: 'supabase/rollbacks',
    });
    expect(paths.map(({ path }) => path)).toEqual([
      'supabase/migrations/20260101000000_add_a.sql',
      'supabase/migrations/20260101000001_add_a_2.sql',
      'supabase/rollbacks/20260101000000_add_a.sql',
      'supabase/rollbacks/20260101000001_add_a_2.sql',
    ]);
  });

  test('are not written for a name that would leave the folder', () => {
    expect(() => migrationFiles({ ...migration, name: '../../x' })).toThrow(InvalidMigrationName);
  });
});
