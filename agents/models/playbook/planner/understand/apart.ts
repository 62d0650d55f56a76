import { elsewhereWords } from '../lexicon/elsewhere-words.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { findIntents } from './intents.ts';
import { cutPlain, fitsPlain, plainSegments, statementBehind } from './plain/read.ts';
import { mostTokens, readPlainSentence } from './plain/sentence.ts';
import type { ReaderState } from './reader-state.ts';
import { isStatement } from './sql/ddl.ts';
import { corrected, deferred, doubtful, isPolite, isQuestion } from './told/contexts.ts';
import { reasonBefore } from './told/reason-before.ts';
import { ordersChange } from './unread/weight.ts';
import { verdictOn } from './verdict/index.ts';

/** Reads a part of a sentence as a sentence of its own. */
type Read = (part: Sentence) => void;

/** `… is missing for most rows, so we need to …`: the motive is told, and only what follows from it is read. */
export function readBehindMotive(
  state: ReaderState,
  sentence: Sentence,
  given: Sentence,
  read: Read,
): boolean {
  const cut = isQuestion(sentence) ? undefined : reasonBefore(sentence.tokens);
  if (!cut) return false;
  const { draft, context, mentioned } = state;
  const limits = {
    asks: false,
    later: false,
    short: true,
    last: state.short && !elsewhereWords.test(context.text),
  };
  const holds = (tokens: readonly Token[]): boolean =>
    findIntents({ ...sentence, tokens }, context).intents.some(
      (one) => verdictOn(one, draft, context, { injected: state.injected }).is === 'meant',
    );
  const fits = (tokens: readonly Token[]): boolean =>
    fitsPlain({ tokens, draft, context, mentioned }, limits);
  const { lead, rest } = cut;
  const [first, ...others] = findIntents({ ...sentence, tokens: rest }, context).intents;
  const ordered =
    fits(rest) || (first !== undefined && first.start < 4 && others.length === 0 && holds(rest));
  if (!ordered || fits(lead) || ordersChange(lead, context) || holds(lead)) return false;
  state.found.leftAlone.push(textOf(lead));
  read({ ...given, tokens: rest });
  return true;
}

/** A sentence that holds a request in plain words beside others: each is read by itself, in their order. */
export function readApart(state: ReaderState, sentence: Sentence, given: Sentence, read: Read): boolean {
  const { tokens, from, asks } = sentence;
  const told = from === 'quote' || (from === 'title' && !state.titled);
  const open = asks && isQuestion(sentence);
  if (state.injected || open || told || tokens.length > mostTokens) return false;
  if (doubtful(tokens) || corrected(tokens) || deferred(tokens)) return false;
  const { draft, context, mentioned } = state;
  // `… and can we have …?`: asked for, and no question.
  const part = { ...given, asks: asks && !isPolite(sentence) };
  const limits = { asks, later: false, short: state.short };
  const segments = plainSegments({ tokens, draft, context, mentioned }, limits);
  // `it` in a part is never what a later part of the sentence names.
  if (segments.length > 0) state.before = undefined;
  for (const segment of segments) read({ ...part, tokens: segment });
  if (segments.length > 0) return true;
  const statement = statementBehind(tokens, isStatement);
  if (statement) {
    state.before = undefined;
    read({ ...part, tokens: statement.before });
    read({ ...part, tokens: statement.behind });
    return true;
  }
  const isRequest = (rest: readonly Token[], at: number): boolean => {
    const { intents } = findIntents({ ...sentence, tokens: rest }, context);
    const meant = intents.find((one) => verdictOn(one, draft, context, { injected: false }).is === 'meant');
    return meant !== undefined && (at === -1 || meant.start <= at);
  };
  const cut = cutPlain({ tokens, draft, context, mentioned }, limits, isRequest);
  if (!cut) return false;
  state.before = undefined;
  const plain = { tokens: cut.plain, asks, from: 'paragraph' } as const;
  const rest = { ...part, tokens: cut.rest };
  if (cut.first) {
    if (!readPlainSentence(state, plain)) return false;
    read(rest);
    return true;
  }
  read(rest);
  if (!readPlainSentence(state, plain)) state.found.unread.push(textOf(cut.plain));
  return true;
}
