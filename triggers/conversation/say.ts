import type pg from 'pg';
import { beginSaying, findSaid, noteSaid, type Said } from '../../graph/store/said.ts';
import { alone } from '../../graph/store/session-lock.ts';
import type { Message } from './message.ts';
import type { Place } from './place.ts';

/**
 * Says something once, whoever else says it at the same time and however often it is tried. Undefined: it was said
 * before.
 */
export async function sayOnce(
  pool: pg.Pool,
  place: Place,
  runId: string,
  key: string,
  message: Message,
): Promise<Said | undefined> {
  if (isSaid(await findSaid(pool, runId, key))) return undefined;
  return alone(pool, `godwit:say:${runId}`, async (session) => {
    const before = await findSaid(session, runId, key);
    if (isSaid(before)) return undefined;
    const name = `${runId} ${key}`;
    const left = before === 'begun' ? await place.said(name) : undefined;
    await beginSaying(session, runId, key, place.name);
    const said = left ?? (await place.say(name, message));
    await noteSaid(session, runId, key, said);
    return said;
  });
}

const isSaid = (saying: unknown): saying is Said => typeof saying === 'object';
