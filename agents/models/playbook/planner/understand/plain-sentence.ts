import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { corrected, deferred, doubtful } from './contexts.ts';
import { isStated, readPlain, withoutJoints } from './plain/read.ts';
import type { ReaderState } from './reader-state.ts';

/** A sentence in plain words is short; trying every cut of a long list would take its length squared. */
export const mostTokens = 60;

const examples: ReadonlySet<string> = new Set(['e.g', 'eg', 'i.e', 'also', 'see', 'including', 'like']);

/** `all json columns (`content` etc.)`: the bracket only shows what is meant. */
function withoutExamples(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  const close = tokens.findIndex(({ text }, at) => at > open && text === ')');
  if (open < 1 || close === -1) return tokens;
  const inside = tokens.slice(open + 1, close);
  const shows =
    examples.has(inside[0]?.low ?? '') || inside.some(({ low, text }) => low === 'etc' || text === '…');
  const rest = withoutExamples(tokens.slice(close + 1));
  return shows ? [...tokens.slice(0, open), ...rest] : [...tokens.slice(0, close + 1), ...rest];
}

type Said = Pick<Sentence, 'tokens' | 'asks' | 'from' | 'ordered'>;

/** A short text may ask in a sentence of which every word is read. */
export function readPlainSentence(state: ReaderState, { tokens: said, asks, from, ordered }: Said): boolean {
  const tokens = withoutExamples(said);
  const open = doubtful(tokens) || corrected(tokens);
  const fits = from !== 'title' || state.titled;
  if (!fits || state.injected || open || from === 'quote' || tokens.length > mostTokens) return false;
  const { draft, context, mentioned } = state;
  const read = readPlain(
    { tokens, draft, context, mentioned },
    { asks, later: deferred(tokens), short: state.short || ordered === true },
  );
  for (const outcome of read ?? []) {
    if (outcome?.kind !== 'aside') state.topic = outcome ?? state.topic;
    else if (outcome.about === undefined) state.discussed += 1;
    else state.found.elsewhere.push(outcome.about);
  }
  return read !== undefined;
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
