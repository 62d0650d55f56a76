import { expect, test } from 'vitest';
import { followUpsOf } from '../../../graph/follow-ups/follow-up.ts';
import { stillOpen } from '../../../graph/follow-ups/still-open.ts';
import { closeFollowUps, keepFollowUps, listFollowUps } from '../../../graph/store/follow-ups.ts';
import { insertRun } from '../../../graph/store/runs.ts';
import { openStateDatabase } from '../../../graph/store/state-database.ts';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { compile, up } from '../../postgres/operations/cycle.ts';
import { testDatabase } from '../../support/database.ts';
import { runSpec } from '../../support/run-spec.ts';

const spec = runSpec();

test('a follow-up is open as long as the database has something left of it', async () => {
  await using db = await testDatabase({
    sql: `create table people (id int primary key, first text, last text); create table tasks (id int primary key);`,
  });
  await using other = await testDatabase();
  const session = await db.session();
  const plan = await compile(session, [
    {
      op: 'merge_columns',
      table: 'people',
      columns: ['first', 'last'],
      into: 'name',
      expression: "concat_ws(' ', first, last)",
      back: [
        { column: 'first', expression: "split_part(name, ' ', 1)" },
        { column: 'last', expression: "split_part(name, ' ', 2)" },
      ],
    },
    { op: 'rename_table', table: 'tasks', to: 'jobs' },
  ]);
  await up(session, plan);
  const draft = {
    ...{
      query: '',
      handwritten: false,
      rollback_sql: '',
      preconditions: [],
      verifications: [],
      breaking: [],
    },
    ...{ destroys: [], archives: [], indexes: [] },
    followUps: [
      ...plan.followUps.map(({ what, operations }) => ({
        what,
        operations: [...operations],
        archive: null,
        afterDays: 7,
      })),
      { what: 'x goes for good', operations: [], archive: 'x', afterDays: 30 },
    ],
  };
  const merged = new Date('2026-01-01T12:00:00Z');
  const version = '20260101000000';

  const state = await openStateDatabase(other.target);
  await using _ = { [Symbol.asyncDispose]: () => state.close() };
  const { pool } = state;
  await insertRun(pool, { id: 'abc', title: spec.request.title, spec, graphVersion: '1' });
  const left = followUpsOf('abc', draft, merged);
  await keepFollowUps(pool, 'abc', { version, merged }, left);
  await keepFollowUps(pool, 'abc', { version, merged }, left);
  expect(await listFollowUps(pool, 'another target')).toEqual([]);
  const kept = await listFollowUps(pool, spec.target);
  // Words alone are for the report.
  expect(kept.map(({ id, what, notBefore }) => [id, what, notBefore.toISOString().slice(0, 10)])).toEqual([
    [
      'abc.1',
      'drop_column public.people.first, public.people.last by a later migration, when no application names them any more',
      '2026-01-08',
    ],
    [
      'abc.2',
      'drop_view public.tasks by a later migration, when no application names it any more',
      '2026-01-08',
    ],
    ['abc.3', 'x goes for good', '2026-01-31'],
  ]);

  const open = async (versions = [version]) => {
    const catalog = await readCatalog(session);
    return kept.flatMap((one) => {
      const found = stillOpen(one, catalog, new Set(versions));
      return found === null ? [] : [[found.id, found.operations.length, found.caution] as const];
    });
  };
  expect(await open([])).toEqual([]);
  expect(await open()).toEqual([
    ['abc.1', 2, null],
    ['abc.2', 1, null],
  ]);
  await db.query('create schema godwit_archive create table x (n int)');
  expect((await open()).map(([id]) => id)).toEqual(['abc.1', 'abc.2', 'abc.3']);
  // With the first of the old columns the triggers of both end.
  await up(session, await compile(session, { op: 'drop_column', table: 'people', column: 'first' }));
  await db.query('drop view tasks; create table tasks (id int); drop table godwit_archive.x');
  expect(await open()).toEqual([
    ['abc.1', 1, 'no trigger keeps last equal to anything any more: look who uses it before you drop it'],
  ]);
  await up(session, await compile(session, { op: 'drop_column', table: 'people', column: 'last' }));
  expect(await open()).toEqual([]);

  await closeFollowUps(pool, ['abc.1', 'abc.2']);
  expect((await listFollowUps(pool, spec.target)).map(({ id }) => id)).toEqual(['abc.3']);
});

test('the limit of a split into rows is part of what is left, and done with it', async () => {
  await using db = await testDatabase({
    sql: 'create table users (id int primary key, phone1 text, phone2 text)',
  });
  const session = await db.session();
  const plan = await compile(session, {
    op: 'split_table',
    table: 'users',
    into: 'phones',
    rows: { columns: ['phone1', 'phone2'], to: 'phone' },
  });
  const version = '20260101000000';
  const since = new Date('2026-01-01T12:00:00Z');
  const [left] = plan.followUps.map((one, at) => ({
    ...one,
    ...{ id: `abc.${at}`, archive: null, notBefore: since, run: 'abc', runTitle: '', version, since },
  }));
  if (left === undefined) throw new Error('a split leaves something');
  const open = async () => {
    const found = stillOpen(left, await readCatalog(session), new Set([version]));
    return found === null ? null : found.operations.map(({ op }) => op);
  };
  await up(session, plan);
  expect(await open()).toEqual(['drop_column', 'drop_column', 'drop_constraint']);
  await up(session, await compile(session, left.operations));
  expect(await open()).toBeNull();
});
