import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import {
  branchTarget,
  dropBranch,
  listBranches,
  setBranchStatus,
} from '../../../postgres/branches/branches.ts';
import { createBranch } from '../../../postgres/branches/create.ts';
import { BranchMissing } from '../../../postgres/branches/errors.ts';
import { openSession, withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';

const applicationName = 'test';
const fingerprint = async (): Promise<string> => 'same';

test('branches are listed with the fields of Supabase, only those of this production', async () => {
  await using a = await testDatabase();
  await using b = await testDatabase();
  const branch = await createBranch(a.target, { name: 'Größe "x"', runId: 'r1', fingerprint });
  expect(branch).toEqual({
    id: expect.stringMatching(/^godwit_gro_e_x_[0-9a-f]{8}$/),
    name: 'Größe "x"',
    project_ref: branch.id,
    parent_project_ref: a.target.database,
    is_default: false,
    persistent: false,
    status: 'MIGRATIONS_PASSED',
    created_at: expect.stringMatching(/^20\d\d-.*Z$/),
    updated_at: expect.stringMatching(/^20\d\d-.*Z$/),
    runId: 'r1',
    way: 'template',
    fingerprint: 'same',
  });
  expect(await listBranches(a.target)).toEqual([branch]);
  expect(await listBranches(b.target)).toEqual([]);
  const failed = await setBranchStatus(a.target, branch.id, 'MIGRATIONS_FAILED');
  expect(await listBranches(a.target)).toEqual([failed]);
  expect(failed).toMatchObject({ status: 'MIGRATIONS_FAILED', created_at: branch.created_at });
  await dropBranch(a.target, branch.id);
  expect(await listBranches(a.target)).toEqual([]);
});

test('dropping a branch ends its sessions and no others', async () => {
  await using db = await testDatabase();
  const branch = await createBranch(db.target, { name: 'n', runId: randomUUID(), fingerprint });
  const onProduction = await db.session();
  const onBranch = await openSession(branchTarget(db.target, branch.id), { applicationName });
  await dropBranch(db.target, branch.id);
  await expect(onBranch.query('SELECT 1')).rejects.toThrow();
  expect((await onProduction.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await dropBranch(db.target, branch.id);
});

test('only a branch of this production can be dropped', async () => {
  await using db = await testDatabase();
  await using other = await testDatabase();
  const branch = await createBranch(db.target, { name: 'n', runId: randomUUID(), fingerprint });
  await expect(dropBranch(other.target, branch.id)).rejects.toThrow(BranchMissing);
  await expect(dropBranch(db.target, other.target.database)).rejects.toThrow(BranchMissing);
  await expect(dropBranch(db.target, db.target.database)).rejects.toThrow(BranchMissing);
  await expect(setBranchStatus(db.target, db.target.database, 'MIGRATIONS_PASSED')).rejects.toThrow(
    BranchMissing,
  );
  expect(() => branchTarget(db.target, 'postgres')).toThrow(BranchMissing);
  await dropBranch(db.target, branch.id);
});

test('comments of other people on their databases are left alone', async () => {
  await using db = await testDatabase();
  await withSession(db.target, { applicationName }, async (session) => {
    for (const comment of ['plain', '{"godwit": 1}', '{', 'null'])
      await session.query(
        `COMMENT ON DATABASE ${pg.escapeIdentifier(db.target.database)} IS ${pg.escapeLiteral(comment)}`,
      );
  });
  expect(await listBranches(db.target)).toEqual([]);
});
