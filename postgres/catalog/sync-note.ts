import { z } from 'zod';

const SyncNote = z.object({
  group: z.string(),
  restores: z
    .array(z.object({ column: z.string(), expression: z.string(), stale: z.string(), exact: z.boolean() }))
    .readonly(),
});
/** What the comment on a sync trigger says beside what the trigger itself does. */
export type SyncNote = z.infer<typeof SyncNote>;

const mark = 'godwit keeps old and new equal: ';

export const writeSyncNote = ({ group, restores }: SyncNote): string =>
  mark + JSON.stringify({ group, restores });

/** A comment that somebody changed says nothing: the columns then count as kept equal by nobody. */
export function readSyncNote(comment: string | null, trigger: string): SyncNote {
  try {
    return SyncNote.parse(JSON.parse(comment?.slice(mark.length) ?? ''));
  } catch {
    return { group: `trigger ${trigger}`, restores: [] };
  }
}
