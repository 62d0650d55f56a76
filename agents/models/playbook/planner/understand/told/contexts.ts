import {
  blockers,
  contextSections,
  corrections,
  criteriaSections,
  deferrals,
  discussionStarts,
  doubts,
  notBlockers,
  outdatedThings,
  politeQuestions,
  prohibitions,
} from '../../lexicon/contexts.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf } from '../../text/tokens.ts';

const blocking = new Phrases(blockers);
const notBlocking = new Phrases(notBlockers);
const deferring = new Phrases(deferrals);
const doubting = new Phrases(doubts);
const correcting = new Phrases(corrections);
const polite = new Phrases(politeQuestions);
const discussing = new Phrases(discussionStarts);
const wondering = new Phrases(['how', 'why', "what's the", 'what is the', 'any idea', 'any ideas']);
const sections = new Set(contextSections.map(fold));
const criteria = new Set(criteriaSections.map(fold));

/** How far in front of a verb a negation still governs it. */
const reach = 6;
const clauseEnds = new Set(', ; : - ( ) but and then aber und mais pero mas'.split(' '));

/** `do not add …`, `after adding …`: the words in front of a request take it back. */
export function blocked(tokens: readonly Token[], start: number): boolean {
  // `No eliminar la columna`; in English as well, `no` right in front of a verb is no order.
  if (tokens[start - 1]?.low === 'no') return true;
  if (supposed(tokens, start)) return true;
  let from = start;
  while (from > 0 && start - from < reach && !clauseEnds.has(tokens[from - 1]?.low ?? '')) from -= 1;
  for (let at = from; at < start; at += 1) {
    if (notBlocking.startsAt(tokens, at)) return false;
    const length = blocking.lengthAt(tokens, at);
    if (length > 0 && at + length <= start) return true;
  }
  return false;
}

const supposing: ReadonlySet<string> = new Set(['if', 'when', 'whenever', 'after', 'once']);
const someone: ReadonlySet<string> = new Set(['i', 'you', 'users', 'user', 'someone', 'somebody', 'anyone']);

/** `if I create an order and set its quantity to 0`: what somebody did, up to the next comma. */
export function supposed(tokens: readonly Token[], start: number): boolean {
  const from = tokens.findLastIndex(({ text }, at) => at < start && /^[,;:]$/.test(text)) + 1;
  return tokens.slice(from, start).some(({ low }, at, said) => {
    const next = said[at + 1];
    const who = /^(?:a|an|the)$/.test(next?.low ?? '') ? said[at + 2] : next;
    return supposing.has(low) && someone.has(who?.low ?? '');
  });
}

/** Small words between a negation and its verb. */
const light = new Set(
  'be to able ever again just simply really want we you i us should going need have please yet the a an it only so'.split(
    ' ',
  ),
);
const negators = new Set([
  'not',
  'never',
  "don't",
  "doesn't",
  "won't",
  "can't",
  'cannot',
  'nicht',
  'ne',
  'nao',
]);

/** A negation in front of other words, which may have ended before this request: nobody can tell. */
export function blockedFromAfar(tokens: readonly Token[], start: number): boolean {
  const from = tokens.findLastIndex(({ low }, at) => at < start && start - at <= reach && negators.has(low));
  return from !== -1 && tokens.slice(from + 1, start).filter(({ low }) => !light.has(low)).length > 0;
}

export const deferred = (tokens: readonly Token[]): boolean => deferring.in(tokens);
const takenAway = new Phrases([...words.remove, ...words.removed]);
const outdated = new Phrases(outdatedThings);
/** `The column notes is no longer needed, drop it`: a reason, and not that the request is withdrawn. */
const isReasonToRemove = (tokens: readonly Token[]): boolean =>
  (outdated.find(tokens) > 0 && takenAway.in(tokens)) || obsoleteThing.in(tokens);
/** `Obsolete column x`: what it is like. */
const obsoleteThing = new Phrases([...words.column, ...words.table].map((noun) => `obsolete ${noun}`));
export const corrected = (tokens: readonly Token[]): boolean =>
  correcting.in(tokens) || (outdated.in(tokens) && !isReasonToRemove(tokens));
/** `Unless status is draft, category_id must not be null`: a rule, and no doubt. */
const ruleUnless =
  /^unless (?:the |its )?[\w ]{1,30}(?: is|=| equals) ?\S+ ?, .*\b(?:null|required|mandatory|set|present)\.?$|\b(?:null|required|mandatory|set|present),? unless (?:the |its )?[\w ]{1,30}(?: is|=| equals) ?\S+$/i;
export const doubtful = (tokens: readonly Token[]): boolean =>
  doubting.in(tokens) && !ruleUnless.test(textOf(tokens));

/** A section that only tells, or `Example: create table …`: nothing in it is a request. */
export function isContext({ tokens, section, from, checked }: Sentence): boolean {
  const shows = examples.has(tokens[0]?.low ?? '') && tokens[1]?.text === ':';
  if (from !== 'title' && logLine.test(textOf(tokens))) return true;
  return shows || from === 'quote' || checked === true || isContextSection(section);
}
/** What the server wrote into its log, with the statement that it refused. */
const logLine =
  /\d{2}:\d{2}:\d{2}.*\b(?:ERROR|FATAL|LOG|STATEMENT) ?:|^(?:STATEMENT|DETAIL|CONTEXT|HINT) ?: /;
const examples: ReadonlySet<string> = new Set('example examples beispiel ejemplo exemple exemplo'.split(' '));
/** `Reproduction 2` and `Alternatives (optional)` are some, too. */
export const isContextSection = (section: string): boolean =>
  sections.has(section.replace(sectionTail, '')) || tellingSections.test(section);
const sectionTail = / (?:\d+|please describe|optional|if applicable|if any|if known|if relevant)$/;
/** `Why this matters now`, `How to verify`, `Expected benefit` */
const tellingSections =
  /^(?:why\b.*|(?:actions?|events?|activities) to (?:log|track|record|audit|be logged)|how to (?:test|verify|reproduce|check)\b.*|what not to do|things to avoid|donts?|how (?:we|youll|you will) know\b.*|(?:expected |main |key )?(?:benefits?|impact|challenges|risks?)|expected (?:outcomes?|performance)|limitations|what it does|(?:[\w ]+ )?(?:patterns?|templates?|reproductions?|repro|reproducer)(?: steps| script| case)?|(?:preconditions?|prerequisites?|rationale|background|motivation)\b.*|verify|verification\b.*|evidence|blocked by|depends on|dependencies|estimate|est|effort|(?:future|later)(?: \w+){0,2})$/;

const askingWords: ReadonlySet<string> = new Set('how what why where which'.split(' '));

/** Behind `where`, a question: `Where are tasks stored`. */
const asked: ReadonlySet<string> = new Set('is are do does did can could should to in the'.split(' '));

/** `Performance wise, what's the difference?`, `I want an index on it, how?` */
const asksBehindComma = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }, at) => text === ',' && wondering.startsAt(tokens, at + 1));

const frenchBehindHow: ReadonlySet<string> = new Set(
  'on je peut puis peux faire ajouter changer modifier supprimer tester utiliser'.split(' '),
);

/** Asks or discusses and wants an answer, not a change. */
export function isQuestion(sentence: Sentence): boolean {
  const [head, ...more] = sentence.tokens;
  // `Why?` above its answer
  if (more.length === 0 && sentence.from !== 'title') return false;
  const behind = polite.startsAt(sentence.tokens, 1) && !askingWords.has(head?.low ?? '');
  if (polite.startsAt(sentence.tokens, 0) || behind) return false;
  if (head?.low === 'should' && sentence.asks) return true;
  // `Comment model`, and no French `how`.
  const [by, what] = more;
  const french =
    frenchBehindHow.has(by?.low ?? '') &&
    !/^(?:the|table|column|view|index|type|schema|constraint|function)$|\.\w/.test(what?.low ?? '');
  if (head?.low === 'comment' && !sentence.asks && !french) return false;
  if (!discussing.startsAt(sentence.tokens, 0)) return sentence.asks && asksBehindComma(sentence.tokens);
  // `Where it is null, …` is a condition; a title that begins with another of these words asks without a mark.
  const [first, second] = sentence.tokens;
  const condition = first?.low === 'where' && !asked.has(second?.low ?? '');
  return sentence.asks || (sentence.from === 'title' && !condition);
}
export const isPolite = ({ tokens }: Sentence): boolean => polite.in(tokens);
export const isCriteria = ({ section }: Sentence): boolean =>
  criteria.has(section) || checklist.test(section);
const checklist = /\bchecklist$|^definition of done\b|^acceptance (?:criteria|tests?)\b/;

const verbs = new Phrases(changeVerbs);
const prohibiting = new Phrases(prohibitions);
/** `Please do not drop …`: a verb of change, and that it must not be done. */
export function isProhibition(tokens: readonly Token[]): boolean {
  const at = tokens[0]?.low === 'please' ? 1 : 0;
  const length = prohibiting.lengthAt(tokens, at);
  return length > 0 && verbs.startsAt(tokens, at + length);
}
