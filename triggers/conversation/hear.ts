import type pg from 'pg';
import { GodwitError } from '../../errors.ts';
import { findRun } from '../../graph/store/runs.ts';
import { findSaid, heardUpTo, isLater, noteHeard, type Point } from '../../graph/store/said.ts';
import { alone } from '../../graph/store/session-lock.ts';
import { askedKey } from './outbox.ts';
import type { Place } from './place.ts';
import { type Open, responseTo } from './respond.ts';
import { sayOnce } from './say.ts';

export interface Heard {
  readonly place: string;
  readonly by: string;
  readonly run: string;
  /** What came of it, in a line. */
  readonly came: string;
}

/**
 * Takes what people said in a place since it was last heard, and says there what came of it. One after the other, and
 * one process at a time: delivered twice, it acts once. @throws what kept it from being said, at the end
 */
export function hear(
  pool: pg.Pool,
  place: Place,
  runIds: readonly string[],
  onHeard: (heard: Heard) => void,
): Promise<void> {
  return alone(pool, `godwit:hear:${place.name}`, async (session) => {
    let unsaid: GodwitError | undefined;
    const asked = await openOf(session, runIds);
    const after = latest(await heardUpTo(session, place.name), earliest(asked.map((open) => open.asked)));
    if (asked.length === 0 || after === undefined) return;
    for (const reply of await place.heard(after)) {
      // Anew each time: what was said before may have settled a question.
      const open = (await openOf(session, runIds)).filter((one) => isLater(reply, one.asked));
      const response = await responseTo(pool, place, reply, open);
      if (response !== undefined) {
        const { run, key, message } = response;
        try {
          await sayOnce(pool, place, run, key, message);
        } catch (error) {
          // Where nothing may be said the others are heard all the same.
          if (!(error instanceof GodwitError) || error.transient) throw error;
          unsaid = error;
        }
        onHeard({ place: place.name, by: reply.names[0], run, came: message.title });
      }
      await noteHeard(session, place.name, reply);
    }
    if (unsaid !== undefined) throw unsaid;
  });
}

async function openOf(session: pg.ClientBase, runIds: readonly string[]): Promise<Open[]> {
  const open: Open[] = [];
  for (const id of runIds) {
    const run = await findRun(session, id);
    const key = askedKey(run);
    const asked = key === undefined ? 'never' : await findSaid(session, id, key);
    // Words that were said before the question are not about it; nor can they be before it was said.
    if (typeof asked === 'object') open.push({ run, asked });
  }
  return open;
}

const earliest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>(
    (least, one) => (least !== undefined && isLater(one, least) ? least : one),
    undefined,
  );

const latest = (one: Point | undefined, other: Point | undefined): Point | undefined =>
  one === undefined || (other !== undefined && isLater(other, one)) ? other : one;
