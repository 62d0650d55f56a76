import { expect, test } from 'vitest';
import {
  applyOnBranch,
  findBranchState,
  MergeUndone,
  mergeToProduction,
} from '../../../postgres/apply/index.ts';
import { listHistory } from '../../../postgres/history/index.ts';
import { hashMigration, type Migration } from '../../../postgres/migration.ts';
import { takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { migration, options, sessionsOf } from './support.ts';

const schema =
  'create table t (id int primary key, a int); insert into t select g, g from generate_series(1, 10) g;';
const threeSteps = migration('check_a', [
  ['transactional', 'alter table t add b int default 5;', 'alter table t drop b;'],
  [
    'transactional',
    'alter table t add constraint t_a check (a < 100) not valid;',
    'alter table t drop constraint t_a;',
  ],
  ['transactional', 'alter table t validate constraint t_a;', 'select 1;'],
]);
const uniqueIndex = migration('unique_a', [
  ['transactional', 'alter table t add b int;', 'alter table t drop b;'],
  ['concurrent', 'create unique index concurrently t_a on t (a);', 'drop index concurrently if exists t_a;'],
]);

async function proven(change: Migration) {
  await using branch = await testDatabase({ sql: schema });
  await applyOnBranch(sessionsOf(branch), change, options());
  const state = await findBranchState(await branch.session(), hashMigration(change).hash);
  if (!state?.afterSchema) throw new Error('not applied');
  return { schemaBefore: state.beforeSchema, schemaAfter: state.afterSchema };
}

test.each([
  [
    'a constraint that rows written since the branch was made break',
    threeSteps,
    'insert into t values (11, 500)',
    2,
  ],
  ['an index that cannot be unique any more', uniqueIndex, 'insert into t values (11, 10)', 1],
])(
  '%s: what came before it is rolled back, production is as it was',
  async (_, change, meanwhile, undone) => {
    const expected = await proven(change);
    await using db = await testDatabase({ sql: schema });
    const session = await db.session();
    const before = await takeSnapshot(session);
    await session.query(meanwhile);
    const failure = await mergeToProduction(sessionsOf(db), change, expected, options()).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(MergeUndone);
    if (!(failure instanceof MergeUndone)) return;
    expect(failure.rolledBack).toHaveLength(undone);
    expect(failure.differences).toEqual([]);
    expect(failure.message).toContain('production is as it was');
    expect((await takeSnapshot(session)).hash).toBe(before.hash);
    expect(await listHistory(session)).toEqual([]);
    await session.query('delete from t where id = 11');
    expect(await mergeToProduction(sessionsOf(db), change, expected, options())).toMatchObject({
      asProven: true,
    });
  },
);
