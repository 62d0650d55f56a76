import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diffStates, SnapshotSeries, snapshotOf } from '../../../postgres/snapshot/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { behaviour } from './mutations/behaviour.ts';
import { columns } from './mutations/columns.ts';
import { constraints } from './mutations/constraints.ts';
import { everythingElse } from './mutations/everything-else.ts';
import { functions } from './mutations/functions.ts';
import { indexes } from './mutations/indexes.ts';
import { canHappen, type Mutation } from './mutations/mutation.ts';
import { relations } from './mutations/relations.ts';
import { types } from './mutations/types.ts';

/** One database for all: what a change did is rolled back. */
let database: TestDatabase;
let session: pg.Client;
let series: SnapshotSeries;
beforeAll(async () => {
  database = await testDatabase();
  session = await database.session();
  series = new SnapshotSeries(session);
});
afterAll(() => database[Symbol.asyncDispose]());

async function wordsFor({ setup, change }: Mutation): Promise<string[]> {
  const role = `godwit_${randomBytes(6).toString('hex')}`;
  await session.query('begin');
  try {
    await session.query(setup.replaceAll('$role', role));
    const before = await series.take('in transaction');
    await session.query(change.replaceAll('$role', role));
    const after = await series.take('in transaction');
    const differences = diffStates(before, after);
    expect(snapshotOf(after).hash).not.toBe(snapshotOf(before).hash);
    expect(diffStates(after, before)).toHaveLength(differences.length);
    return differences.map(({ text }) => text.replaceAll(role, '$role'));
  } finally {
    await session.query('rollback');
  }
}

const areas = { relations, columns, indexes, constraints, behaviour, functions, types, everythingElse };

describe.each(Object.entries(areas))('a changed attribute is noticed and worded: %s', (_, mutations) => {
  test.each(mutations.filter(canHappen))('$name', async (mutation) => {
    expect(await wordsFor(mutation)).toEqual(mutation.texts);
  });
});
