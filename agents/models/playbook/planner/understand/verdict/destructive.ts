import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { rowNouns, words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Intent } from '../intents.ts';

/** Requests that take data away or write over it: here a half-understood sentence must become a question. */
export const destructiveKinds: ReadonlySet<string> = new Set([
  'dropTable',
  'dropColumn',
  'rollback',
  'backfill',
  'transformJson',
  'dropNotNull',
  'dropIndex',
  'dropConstraint',
  'dropEnum',
  'dropPolicy',
  'dropView',
  'revoke',
  'normalise',
  'deleteDuplicates',
  'deleteOrphans',
  'dropTrigger',
  'detachPartition',
]);

/** Beside these, what somebody else may do in the application, as a form has it: `users can insert these rows`. */
export const changingKinds: ReadonlySet<string> = new Set([
  ...destructiveKinds,
  'insertRows',
  'insertTable',
  'createTrigger',
  'partitionTable',
  'attachPartition',
  'splitTable',
]);

const destroying = new Phrases([
  ...words.remove,
  'truncate',
  'clean',
  'clean up',
  'cleanup',
  'wipe',
  'erase',
  'archive',
]);
/** A verb that takes data away stands at the head. */
export const destroys = (tokens: readonly Token[]): boolean => destroying.startsAt(tokens, 0);

const tableWords: ReadonlySet<string> = new Set(words.table);
/** Somebody else does it, in the application. */
const others = new Phrases(
  phrases(
    'able to | user | users | they | people | customers | learners | who | allow | allows | lets | click | clicking | button | nobody | someone can',
  ),
);
const clauseEnds: ReadonlySet<string> = new Set([',', ';', ':', '.']);
/** What may stand behind the name of a table that goes. */
const tails: ReadonlySet<string> = new Set(
  'before because since as it cascade completely entirely altogether now please asap again too we which and gone right today tonight but'.split(
    ' ',
  ),
);
const places = new Phrases(
  phrases(
    'from the database | from the schema | from our database | from the db | from production | from postgres | in the database | from public | on the production',
  ),
);

const spokenOfOthers = (tokens: readonly Token[], start: number): boolean => {
  let from = start;
  while (from > 0 && !clauseEnds.has(tokens[from - 1]?.low ?? '')) from -= 1;
  return others.find(tokens, from, start) !== -1;
};

/** `the badges table, which belonged to the old shop`: what the table is like. */
export const isDescribed = (tokens: readonly Token[], next: number): boolean =>
  (tokens[next - 1]?.low === 'table' && ofOne.test(textOf(tokens.slice(next)))) ||
  (tokens[next - 1]?.low === 'tables' && ofSeveral.test(textOf(tokens.slice(next))));
const about = (verbs: string): RegExp =>
  new RegExp(
    `^(?:which|that) (?:${verbs}|had|belong\\w*|we|nobody|no one|used|came|served|only)\\b(?!.*\\b(?:older|newer|before|after|since|than|where)\\b)`,
    'i',
  );
const ofOne = about("is|was|has|isn't|wasn't|hasn't");
const ofSeveral = about("are|were|have|aren't|weren't|haven't");

const happening: ReadonlySet<string> = new Set('when whenever if once as after where upon on'.split(' '));
const owners: ReadonlySet<string> = new Set('its their his her'.split(' '));

/** `Remove tasks from the leaderboard`, `users can delete tasks`: the form fits, and no table shall go. */
function isTableDropped({ sentence: { tokens }, start, next }: Intent): boolean {
  const said = tokens.slice(start, next);
  if (rowNouns.has(said.at(-1)?.low ?? '')) return false;
  const tail = tokens[next];
  const ends =
    tail === undefined ||
    (tail.kind === 'punct' && tail.text !== '(') ||
    tails.has(tail.low) ||
    isDescribed(tokens, next) ||
    places.startsAt(tokens, next);
  if (!ends) return false;
  const table = said.some((token) => tableWords.has(token.low));
  // `When a list is deleted, delete its task_tags`: the rows that belong to it, each time.
  const happens = start > 0 && happening.has(tokens[0]?.low ?? '');
  if (!table && (happens || said.some(({ low }) => owners.has(low)))) return false;
  const marked = said.some((token) => token.kind === 'code' || /_/.test(token.text));
  return table || marked;
}

/** Whether a request that destroys is one. */
export function isDestructionMeant(intent: Intent): boolean {
  if (spokenOfOthers(intent.sentence.tokens, intent.start)) return false;
  return intent.kind !== 'dropTable' || isTableDropped(intent);
}

/** `Rename tasks to exercises in the sidebar`: without the word table or a mark, nothing may stand behind it. */
export function isTableRenamed({ sentence: { tokens }, start, next, captures }: Intent): boolean {
  const said = tokens.slice(start, next);
  // `Change users table to user` renames it; to anything else it may be another change.
  const { text = '' } = (captures.to ?? {}) as Partial<NameReading>;
  const { name = '' } = (captures.table as TableReading).table ?? {};
  if (/^chang/.test(said[0]?.low ?? '') && !said.some(({ low }) => low === 'name'))
    return nameKey(text) === nameKey(name);
  const tail = tokens[next];
  if (said.some((token) => tableWords.has(token.low) || token.kind === 'code' || /_/.test(token.text)))
    return true;
  return tail === undefined || (tail.kind === 'punct' && tail.text !== '(') || places.startsAt(tokens, next);
}

/** `for`, `where`, `older than`: only some of it is meant, and nobody understood which. */
const limits: ReadonlySet<string> = new Set(
  'for where if only unless except when older newer of from with without lacking having missing created added that who which whose during until among but in on ohne sin sans sem'.split(
    ' ',
  ),
);
export const isLimited = ({ kind, sentence, next }: Intent, rest: readonly Token[]): boolean =>
  limits.has(rest[0]?.low ?? '') &&
  !(kind === 'dropTable' && rest[0] === sentence.tokens[next] && isDescribed(sentence.tokens, next)) &&
  !(/^drop(?:Table|Column)$/.test(kind) && relative.has(rest[0]?.low ?? '') && disused.startsAt(rest, 1));
const relative: ReadonlySet<string> = new Set(['which', 'that']);
const disused = new Phrases(words.disused);

/** `For tasks without a status, …`: in front of a backfill, the rows it is for. */
export const namesSomeRows = (lead: readonly Token[]): boolean => someRows.in(lead);
const someRows = new Phrases(
  phrases(
    'where | whose | without | lacking | that have | that has | that lack | which have | which lack | with no | with a | if | only | except | older than | newer than | created before | created after',
  ),
);

/** `after a year`, `every night`: no values of today, but what shall go on happening. */
const times: ReadonlySet<string> = new Set(
  'after before once while every each whenever nightly daily'.split(' '),
);
export const isTimed = (rest: readonly Token[]): boolean => times.has(rest[0]?.low ?? '');

/** `of old tasks`: which of them are old, the text does not say. */
export const isOldRows = (said: readonly Token[], { names }: ReadingContext): boolean =>
  said.some(({ low }, at) => low === 'old' && names.knownTable(said[at + 1]?.text ?? '') !== undefined);
