import { expect, test } from 'vitest';
import { problemsOf, reading, summary } from '../reading.ts';

const up = 'create table t (id int);\n';
const files = {
  'supabase/config.toml': 'project_id = "x"',
  'supabase/migrations/20260101000000_b.sql': up,
  'supabase/migrations/20260102000000_a.sql': 'alter table t add b int;',
  'supabase/rollbacks/20260101000000_b.sql': 'drop table t;',
  'supabase/seed.sql': 'select 1;',
  'src/index.ts': 'export {}',
};

test.each([
  ['', 'supabase/migrations', 'supabase/rollbacks'],
  ['supabase', 'migrations', 'rollbacks'],
  ['supabase/migrations', '', '../rollbacks'],
])('the path may be "%s"; rollbacks are found from there', (path, migrations, rollbacks) => {
  const layout = reading(files, 'auto', path);
  const at = migrations === '' ? '' : `${migrations}/`;
  expect(layout.name).toBe('supabase');
  expect(layout.because).toContain('supabase/migrations');
  expect(summary(layout)).toEqual([
    `20260101000000 b: ${at}20260101000000_b.sql one, ${rollbacks}/20260101000000_b.sql one`,
    `20260102000000 a: ${at}20260102000000_a.sql one, -`,
  ]);
  expect(layout.unused).toEqual([]);
});

test('a folder of another name with times of 14 digits is taken for Supabase’s', () => {
  const layout = reading({ '20260101000000_b.sql': up, '20260102000000_a.sql': up });
  expect(layout.name).toBe('supabase');
  expect(layout.because).toBe('files named like 20260101000000_b.sql');
});

test('the order is that of the file names as text: 10 before 9', () => {
  const layout = reading({
    'supabase/migrations/9_a.sql': up,
    'supabase/migrations/10_b.sql': up,
    'supabase/migrations/009_c.sql': up,
  });
  expect(summary(layout).map((line) => line.split(':')[0])).toEqual(['009 c', '10 b', '9 a']);
});

test('files that take no part are named with the reason', () => {
  const { unused } = reading({
    'supabase/migrations/20200101000000_init.sql': up,
    'supabase/migrations/20260101000000_b.sql': up,
    'supabase/migrations/.gitkeep': '',
    'supabase/migrations/notes.sql': up,
    'supabase/migrations/old/20260103000000_c.sql': up,
    'supabase/rollbacks/20260109000000_z.sql': up,
  });
  expect(unused).toEqual([
    { file: 'supabase/migrations/.gitkeep', why: 'it is no .sql file' },
    { file: 'supabase/migrations/notes.sql', why: 'its name is not <digits>_<name>.sql' },
    { file: 'supabase/rollbacks/20260109000000_z.sql', why: 'there is no migration of the same name' },
    {
      file: 'supabase/migrations/old/20260103000000_c.sql',
      why: 'it lies in a folder, and the Supabase CLI does not look into folders',
    },
  ]);
});

test('an old first _init.sql is skipped, as the CLI does', () => {
  const { migrations, unused } = reading({
    'supabase/migrations/20200101000000_init.sql': up,
    'supabase/migrations/20260101000000_b.sql': up,
  });
  expect(migrations.map(({ name }) => name)).toEqual(['b']);
  expect(unused.map(({ file }) => file)).toEqual(['supabase/migrations/20200101000000_init.sql']);
});

test('in the pipeline of an old CLI, statements that need no transaction come first or fail', () => {
  const one = (sql: string) => reading({ 'supabase/migrations/20260101000000_b.sql': sql }).migrations[0]?.up;
  const index = 'create index concurrently i on t (id);';
  expect(one(`${index}\nvacuum t;\nselect 1;`)).toMatchObject({ transaction: 'none', problems: [] });
  const late = one(`select 1;\n${index}`);
  expect(late?.transaction).toBe('none');
  expect(problemsOf(late ?? { problems: [] })).toEqual(['warning needs-no-transaction 2:1']);
});
