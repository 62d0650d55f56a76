import type pg from 'pg';
import { closeFollowUpsOf, reopenFollowUpsOf } from '../store/follow-ups.ts';
import { findRun } from '../store/runs.ts';

/**
 * What a run left that is rolled back is about things that are no longer there. Where that run was a rollback itself,
 * what the first one left is to be done again.
 */
export async function undoFollowUps(pool: pg.Pool, undone: string): Promise<void> {
  await closeFollowUpsOf(pool, undone);
  const { undoes } = (await findRun(pool, undone)).spec;
  if (undoes !== undefined) await reopenFollowUpsOf(pool, undoes.run);
}
