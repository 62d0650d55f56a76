import { expect, test } from 'vitest';
import {
  diffSnapshots,
  diffStates,
  SnapshotSeries,
  snapshotOf,
  takeSnapshot,
  UncoveredObjectKind,
} from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { behaviour } from './mutations/behaviour.ts';
import { columns } from './mutations/columns.ts';
import { constraints } from './mutations/constraints.ts';
import { everythingElse } from './mutations/everything-else.ts';
import { functions } from './mutations/functions.ts';
import { indexes } from './mutations/indexes.ts';
import { canHappen } from './mutations/mutation.ts';
import { relations } from './mutations/relations.ts';
import { types } from './mutations/types.ts';

const mutations = [relations, columns, indexes, constraints, behaviour, functions, types, everythingElse]
  .flat()
  .filter(canHappen)
  .filter(({ setup, change }) => !`${setup}${change}`.includes('$role'));

test('a series sees every change that a snapshot sees, inside of a transaction', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const series = new SnapshotSeries(session);
  const wrong: string[] = [];
  let compared = 0;
  for (const { name, setup, change, texts } of mutations) {
    await session.query('begin');
    try {
      await session.query(setup);
      const before = await series.take('in transaction');
      await session.query(change);
      const after = await series.take('in transaction');
      const found = diffStates(before, after).map(({ text }) => text);
      if (JSON.stringify(found) !== JSON.stringify(texts)) wrong.push(`${name}: ${found.join('; ')}`);
      compared += 1;
    } catch (error) {
      // A few cannot run in a transaction; they are counted below.
      if (!(error instanceof Error) || !/transaction block|unsafe use/.test(error.message)) throw error;
    } finally {
      await session.query('rollback');
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(105);
});

test('a state is the snapshot of the same moment, also after DISCARD ALL and once the schema has grown', async () => {
  await using db = await testDatabase({ sql: 'create table t (b int, a int primary key)' });
  const session = await db.session();
  const series = new SnapshotSeries(session);
  const first = await series.take();
  expect(snapshotOf(first)).toEqual(await takeSnapshot(session));
  await session.query('discard all');
  await session.query(
    `do $$ begin for i in 1..150 loop execute format('create table %I (id int primary key, t text)', 'T ' || i); end loop; end $$`,
  );
  const second = await series.take();
  const snapshot = await takeSnapshot(session);
  expect(snapshotOf(second)).toEqual(snapshot);
  expect(snapshotOf(await series.take())).toEqual(snapshot);
  expect(diffStates(first, second)).toEqual(diffSnapshots(snapshotOf(first), snapshot));
  expect(diffStates(second, second)).toEqual([]);
});

test('reading leaves the transaction as it was', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const series = new SnapshotSeries(session);
  await session.query(`begin; set local search_path = elsewhere; set local timezone = 'Asia/Tokyo'`);
  await series.take('in transaction');
  const { rows } = await session.query(
    `select current_setting('search_path') as path, current_setting('timezone') as zone`,
  );
  expect(rows).toEqual([{ path: 'elsewhere', zone: 'Asia/Tokyo' }]);
  await session.query('commit');
});

test('a kind without a rule fails a series too', async () => {
  await using db = await testDatabase();
  const session = await db.session();
  const series = new SnapshotSeries(session);
  await series.take();
  await session.query(`set allow_system_table_mods = on; create table r (id int)`);
  await session.query(`update pg_catalog.pg_class set relkind = 'Z' where relname = 'r'`);
  await expect(series.take()).rejects.toThrow(UncoveredObjectKind);
});
