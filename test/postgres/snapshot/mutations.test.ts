import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { diffSnapshots, takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { behaviour } from './mutations/behaviour.ts';
import { columns } from './mutations/columns.ts';
import { constraints } from './mutations/constraints.ts';
import { everythingElse } from './mutations/everything-else.ts';
import { functions } from './mutations/functions.ts';
import { indexes } from './mutations/indexes.ts';
import type { Mutation } from './mutations/mutation.ts';
import { relations } from './mutations/relations.ts';
import { types } from './mutations/types.ts';

async function wordsFor({ setup, change }: Mutation): Promise<string[]> {
  await using db = await testDatabase();
  const session = await db.session();
  const role = `godwit_${randomBytes(6).toString('hex')}`;
  try {
    await session.query(setup.replaceAll('$role', role));
    const before = await takeSnapshot(session);
    await session.query(change.replaceAll('$role', role));
    const after = await takeSnapshot(session);
    expect(after.hash).not.toBe(before.hash);
    expect(diffSnapshots(after, before)).toHaveLength(diffSnapshots(before, after).length);
    return diffSnapshots(before, after).map(({ text }) => text.replaceAll(role, '$role'));
  } finally {
    if (setup.includes('$role')) await session.query(`drop owned by ${role}; drop role ${role}`);
  }
}

const areas = { relations, columns, indexes, constraints, behaviour, functions, types, everythingElse };

describe.each(Object.entries(areas))('a changed attribute is noticed and worded: %s', (_, mutations) => {
  test.each(mutations)('$name', async (mutation) => {
    expect(await wordsFor(mutation)).toEqual(mutation.texts);
  });
});
