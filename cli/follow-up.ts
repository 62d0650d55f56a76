import type pg from 'pg';
import { FollowUpIsPurge, UnknownFollowUp, UnknownRun } from '../graph/errors.ts';
import { commandFor } from '../graph/follow-ups/follow-up.ts';
import { pendingFollowUps } from '../graph/follow-ups/pending.ts';
import { findRun } from '../graph/store/runs.ts';
import type { Work } from './drive.ts';
import { knownWork } from './known-work.ts';

/** What `run --follow-up` does: where the run that left it worked, exactly the operations that are left of it. */
export async function followUpWork(pool: pg.Pool, id: string): Promise<Work> {
  const of = await findRun(pool, id.replace(/\..*$/, '')).catch((error: unknown) => {
    throw error instanceof UnknownRun ? new UnknownFollowUp(id) : error;
  });
  return {
    kind: 'known',
    of,
    find: async ({ provider, target }) => {
      const open = (await pendingFollowUps(pool, target, provider)).find((one) => one.id === id);
      if (open === undefined) throw new UnknownFollowUp(id);
      if (open.archive !== null) throw new FollowUpIsPurge(id, commandFor(open));
      const left = `left by run ${of.id}: ${of.title}`;
      return knownWork(`follow-up ${id}`, open.operations, {
        assumptions: open.caution === null ? [left] : [left, open.caution],
      });
    },
  };
}
