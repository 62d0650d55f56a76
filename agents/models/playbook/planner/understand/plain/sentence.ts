import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { ReaderState } from '../reader-state.ts';
import { corrected, deferred, doubtful } from '../told/contexts.ts';
import { residue } from '../unread/residue.ts';
import { mayName } from '../unread/weight.ts';
import { withoutExamples } from '../wording/brackets.ts';
import { isStated, readPlain, withoutJoints } from './read.ts';

/** A sentence in plain words is short; trying every cut of a long list would take its length squared. */
export const mostTokens = 60;

type Said = Pick<Sentence, 'tokens' | 'asks' | 'from' | 'ordered'>;

/** A short text may ask in a sentence of which every word is read. */
export function readPlainSentence(
  state: ReaderState,
  { tokens: said, asks, from, ordered }: Said,
  last = false,
): boolean {
  const tokens = withoutExamples(said);
  const open = doubtful(tokens) || corrected(tokens);
  const fits = from !== 'title' || state.titled;
  if (!fits || state.injected || open || from === 'quote' || tokens.length > mostTokens) return false;
  const { draft, context, mentioned } = state;
  const read = readPlain(
    { tokens, draft, context, mentioned },
    { asks, later: deferred(tokens), short: state.short || ordered === true, last },
  );
  for (const outcome of read ?? []) {
    if (outcome?.kind !== 'aside') state.topic = outcome ?? state.topic;
    else if (outcome.about === undefined) state.discussed += 1;
    else state.found.elsewhere.push(outcome.about);
  }
  return read !== undefined;
}

const reasons = new Phrases([
  'to be able to',
  'in order to',
  'so that',
  'so we',
  'so i',
  'so users',
  'so it',
  'so they',
  'because',
]);
/** A reason that is a rule is an order, too. */
const rules =
  /\b(?:unique|uniqueness|duplicates?|twice|required|mandatory|optional|must|should|cannot|can't|only|null|empty|default|never|always|at (?:most|least)|one|per|each|every|no|not|without|deleted?|removed?|cascade|index|faster)\b/i;
/** Fewer words in front of a reason order nothing. */
const leastBefore = 4;

/** `Store the address in …, so that we can detect fraud`: the order in front of why, where that holds no other one. */
export function readBeforeReason(state: ReaderState, sentence: Said): boolean {
  const at = reasons.find(sentence.tokens);
  if (at < leastBefore) return false;
  const why = sentence.tokens.slice(at);
  if (rules.test(textOf(why)) || mayName(why, state.context)) return false;
  if (residue(why, state.context).open.length > 0) return false;
  const end = sentence.tokens[at - 1]?.text === ',' ? at - 1 : at;
  if (!readPlainSentence(state, { ...sentence, tokens: sentence.tokens.slice(0, end) })) return false;
  state.found.leftAlone.push(textOf(why));
  return true;
}

/** Of a longer text nobody can tell whether such a sentence asks, and passing over it would lose it. */
export function isOpenWish(
  state: ReaderState,
  sentence: Pick<Sentence, 'tokens' | 'asks' | 'from'>,
): boolean {
  const { tokens, asks, from } = sentence;
  const told = (from === 'title' && !state.titled) || from === 'heading';
  const { draft, context, mentioned } = state;
  const limits = { asks, later: deferred(tokens), short: state.short };
  return !told && !asks && isStated({ tokens, draft, context, mentioned }, limits);
}

/** What stands before or behind a request in its sentence may be one of its own. */
export function readBeside(state: ReaderState, said: readonly Token[]): boolean {
  const tokens = withoutJoints(said);
  if (tokens.length < 3) return false;
  const alone = { tokens, asks: false, from: 'paragraph' } as const;
  if (!isOpenWish(state, alone)) return readPlainSentence(state, alone);
  state.found.unread.push(textOf(tokens));
  return true;
}
