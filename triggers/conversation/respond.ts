import type pg from 'pg';
import { isSamePerson } from '../../graph/approvals/approvers.ts';
import type { Run } from '../../graph/store/runs.ts';
import type { Point } from '../../graph/store/said.ts';
import { decideReply } from './decide-reply.ts';
import type { Place, Reply } from './place.ts';
import {
  changedQuestion,
  edited,
  missingPart,
  notAllowed,
  plainHint,
  type Response,
  whichRun,
} from './responses.ts';
import { type Grammar, type Verb, type Words, wordsOf } from './words.ts';

/** A run that waits, and the message that asks. */
export interface Open {
  readonly run: Run;
  readonly asked: Point;
}

/** What comes of a reply, and what is said about it; undefined: it is talk among people. */
export async function responseTo(
  pool: pg.Pool,
  place: Place,
  reply: Reply,
  open: readonly Open[],
): Promise<Response | undefined> {
  const [first] = open;
  if (first === undefined) return undefined;
  const { grammar } = place;
  const runIds = open.map(({ run }) => run.id);
  const read = wordsOf(reply.text, grammar, runIds);
  const words = asMeant(read, isTaken(reply, grammar, open), open);
  if (words.says === 'plain') return toTalk(reply, words.text, open, grammar);
  const target = targetOf(words, open);
  const about = (target ?? first).run;
  const verb = verbOf(words);
  const permission = await place.mayAnswer(reply, verb, about);
  if (!permission.may) return notAllowed(reply, about, verb, permission.why);
  if (reply.isEdited === true) return edited(reply, about);
  if (words.says === 'assent' || words.says === 'part') return missingPart(reply, words, open, grammar);
  if (target === undefined) return whichRun(reply, open, grammar);
  // Whoever agrees has read what stands there, not what is asked.
  if (words.says === 'approve' && (await place.isAsSaid?.(target.asked)) === false)
    return changedQuestion(reply, target.run);
  return decideReply(pool, reply, words, target.run, grammar, { isTalk: read.says !== words.says });
}

/** In a thread, plain words of who asked for the change, and those that only look like a command, answer what was asked. */
const isTaken = (reply: Reply, { plainAnswers }: Grammar, open: readonly Open[]): boolean => {
  const asking = open.find(isClarification)?.run;
  return plainAnswers && asking !== undefined && isOfRequester(reply, asking);
};

function asMeant(words: Words, isTakenPlain: boolean, open: readonly Open[]): Words {
  if (!isTakenPlain) {
    // A bare yes where nothing is to be approved is talk.
    return words.says === 'assent' && open.every(isClarification)
      ? { says: 'plain', text: words.text }
      : words;
  }
  if (words.says === 'answer' || 'run' in words || words.text === '') return words;
  return { says: 'answer', text: words.text };
}

/** The run that is named, else the only one. */
function targetOf(words: Words, open: readonly Open[]): Open | undefined {
  if ('run' in words && words.run !== undefined) return open.find(({ run }) => run.id === words.run);
  return open.length === 1 ? open[0] : undefined;
}

/** Who asked for the change, and says something where something is asked, may think that this is an answer. */
function toTalk(reply: Reply, text: string, open: readonly Open[], grammar: Grammar): Response | undefined {
  const asking = open.find(isClarification)?.run;
  if (asking === undefined || text === '') return undefined;
  return isOfRequester(reply, asking) ? plainHint(reply, asking, grammar) : undefined;
}

const isOfRequester = ({ names }: Reply, { spec }: Run): boolean =>
  names.some((name) => isSamePerson(spec.requester, name));

const isClarification = ({ run }: Open): boolean => run.question?.kind === 'clarification';

const verbOf = (words: Exclude<Words, { says: 'plain' }>): Verb =>
  words.says === 'part' ? words.verb : words.says === 'assent' ? 'approve' : words.says;
