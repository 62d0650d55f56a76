import type pg from 'pg';
import { isSamePerson } from '../../graph/approvals/approvers.ts';
import { findRun, type Run } from '../../graph/store/runs.ts';
import { findSaid, heardUpTo, isLater, noteHeard, type Point } from '../../graph/store/said.ts';
import { alone } from '../../graph/store/session-lock.ts';
import { decideReply } from './decide-reply.ts';
import { askedKey } from './outbox.ts';
import type { Place, Reply } from './place.ts';
import { missingPart, notAllowed, plainHint, type Response, whichRun } from './responses.ts';
import { sayOnce } from './say.ts';
import { type Verb, type Words, wordsOf } from './words.ts';

/** A run that waits, and the message that asks. */
export interface Open {
  readonly run: Run;
  readonly asked: Point;
}

export interface Heard {
  readonly place: string;
  readonly by: string;
  readonly run: string;
  /** What came of it, in a line. */
  readonly came: string;
}

/**
 * Takes what people said in a place since it was last heard, and says there what came of it. One after the other, and
 * one process at a time: delivered twice, it acts once.
 */
export function hear(pool: pg.Pool, place: Place, runIds: readonly string[]): Promise<readonly Heard[]> {
  return alone(pool, `godwit:hear:${place.name}`, async () => {
    const heard: Heard[] = [];
    const asked = await openOf(pool, runIds);
    const after = latest(await heardUpTo(pool, place.name), earliest(asked.map((open) => open.asked)));
    if (asked.length === 0 || after === undefined) return heard;
    for (const reply of await place.heard(after)) {
      // Anew each time: what was said before may have settled a question.
      const open = (await openOf(pool, runIds)).filter((one) => isLater(reply, one.asked));
      const response = await responseTo(pool, place, reply, open);
      if (response !== undefined) {
        await sayOnce(pool, place, response.run, response.key, response.message);
        heard.push({
          place: place.name,
          by: reply.names[0],
          run: response.run,
          came: response.message.title,
        });
      }
      await noteHeard(pool, place.name, reply);
    }
    return heard;
  });
}

async function openOf(pool: pg.Pool, runIds: readonly string[]): Promise<Open[]> {
  const open: Open[] = [];
  for (const id of runIds) {
    const run = await findRun(pool, id);
    const key = askedKey(run);
    const asked = key === undefined ? 'never' : await findSaid(pool, id, key);
    // Words that were said before the question are not about it; nor can they be before it was said.
    if (typeof asked === 'object') open.push({ run, asked });
  }
  return open;
}

async function responseTo(
  pool: pg.Pool,
  place: Place,
  reply: Reply,
  open: readonly Open[],
): Promise<Response | undefined> {
  const { grammar } = place;
  const runIds = open.map(({ run }) => run.id);
  const read = wordsOf(reply.text, grammar, runIds);
  const words = asMeant(read, grammar.plainAnswers, open);
  const clarifications = open.filter(({ run }) => run.question?.kind === 'clarification');
  const [first] = open;
  if (first === undefined) return undefined;
  if (words.says === 'plain') {
    if (words.text === '') return undefined;
    const [asking] = clarifications;
    const isRequester = reply.names.some((name) => isSamePerson(asking?.run.spec.requester ?? '', name));
    return asking !== undefined && isRequester ? plainHint(reply, asking.run, grammar) : undefined;
  }
  const target =
    'run' in words && words.run !== undefined
      ? open.find(({ run }) => run.id === words.run)
      : open.length === 1
        ? first
        : undefined;
  const about = (target ?? first).run;
  const verb = verbOf(words);
  const permission = await place.mayAnswer(reply, verb, about);
  if (!permission.may) return notAllowed(reply, about, verb, permission.why);
  if (words.says === 'assent' || words.says === 'part') return missingPart(reply, words, open, grammar);
  if (target === undefined) return whichRun(reply, open, grammar);
  return decideReply(pool, reply, words, target.run, grammar, { isTalk: read.says !== words.says });
}

/** In a thread, plain words, and those that only look like a command, answer what was asked. */
function asMeant(words: Words, plainAnswers: boolean, open: readonly Open[]): Words {
  const asks = open.some(({ run }) => run.question?.kind === 'clarification');
  if (!asks || !plainAnswers) {
    // A bare yes where nothing is to be approved is talk.
    return words.says === 'assent' && open.every(({ run }) => run.question?.kind === 'clarification')
      ? { says: 'plain', text: words.text }
      : words;
  }
  if (words.says === 'answer' || 'run' in words || words.text === '') return words;
  return { says: 'answer', text: words.text };
}

const verbOf = (words: Exclude<Words, { says: 'plain' }>): Verb =>
  words.says === 'part' ? words.verb : words.says === 'assent' ? 'approve' : words.says;

const earliest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>(
    (least, one) => (least !== undefined && isLater(one, least) ? least : one),
    undefined,
  );

const latest = (one: Point | undefined, other: Point | undefined): Point | undefined =>
  one === undefined || (other !== undefined && isLater(other, one)) ? other : one;
