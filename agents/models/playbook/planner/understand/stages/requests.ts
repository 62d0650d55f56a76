import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import { readAnyOrder } from '../any-order/index.ts';
import { readApart, readBehindMotive } from '../apart.ts';
import { continueJson, passOn, readOn } from '../continuations/index.ts';
import { isOwnColumns } from '../continuations/own-columns.ts';
import { readCheckShown } from '../exhibits/check-shown.ts';
import { isColumnOrKey } from '../exhibits/json-lines.ts';
import { readKeyIndexes } from '../indexes/of-keys.ts';
import { readIndexOfQuery } from '../indexes/of-query.ts';
import { readToldIndex } from '../indexes/told.ts';
import { findIntents, type Intent, namesTable } from '../intents.ts';
import { isOpenWish, readBeforeReason, readPlainSentence } from '../plain/sentence.ts';
import type { ReaderState } from '../reader-state.ts';
import { record } from '../record/sentence.ts';
import { readSql } from '../sql/in-sentence.ts';
import { deferred, doubtful, isQuestion } from '../told/contexts.ts';
import { isMotive } from '../told/motive.ts';
import { isSecondWish } from '../told/withheld.ts';
import { meansMore, ofSomeRows, partlyUnique } from '../verdict/half-asked.ts';
import { verdictOn } from '../verdict/index.ts';
import type { Stage } from './stage.ts';

export const readStatements: Stage = (sentence, { state }) => {
  const sql = readSql(state, sentence, state.told);
  const tokens = sql.length > 0 ? sentence.tokens.filter((token) => !sql.includes(token)) : sentence.tokens;
  return tokens.length === 0 ? undefined : { ...sentence, tokens };
};

/** Orders of what the text shows elsewhere. */
export const readShown: Stage = (sentence, { state: { draft, mentioned, context } }) => {
  const { tokens } = sentence;
  const read =
    !isQuestion(sentence) &&
    !deferred(tokens) &&
    (readCheckShown(tokens, draft, context) ||
      readKeyIndexes(tokens, draft, context) ||
      readToldIndex(tokens, draft, context) ||
      readIndexOfQuery(tokens, draft, mentioned, context));
  return read ? undefined : sentence;
};

export const readPlain: Stage = (sentence, { state, given, read }) =>
  readBehindMotive(state, sentence, given, read) ||
  readPlainSentence(state, sentence) ||
  readBeforeReason(state, sentence) ||
  readApart(state, sentence, given, read)
    ? undefined
    : sentence;

/** Requests that a form of the grammar finds; a sentence without one goes on about what was spoken of. */
export const readForms: Stage = (sentence, { state }) => {
  const { context, draft, found, topic } = state;
  const { tokens } = sentence;
  if (topic?.kind === 'table' && isOwnColumns(tokens) && readOn(state, topic, sentence)) return undefined;
  const { intents, denied, unclear } = findIntents(sentence, context);
  for (const { start } of unclear) found.unread.push(textOf(tokens.slice(start)));
  const other = intents.some((intent) => namesTable(intent, context));
  if (!other && state.topic?.kind === 'json' && intents.some((intent) => isColumnOrKey(intent, context))) {
    found.unread.push(textOf(tokens));
    return undefined;
  }
  if (!other && continueJson(state, tokens)) return undefined;
  // A form that fits the beginning of it leaves the rest open.
  const whole = intents.some(({ start, next }) => start === 0 && next === tokens.length);
  if (!denied && !whole && unclear.length === 0 && readFreely(state, sentence)) return undefined;
  const meant = intents.filter((intent) => isMeant(intent, state));
  if (meant.length > 0) {
    // Unique together with something that no form reads: alone it would be another rule.
    if (meansMore(meant, tokens, context) || ofSomeRows(tokens, context)) {
      // Left out by an answer, nothing of it may stay.
      found.unread.push(textOf(tokens));
      return undefined;
    }
    const scopes = draft.scopes;
    record(state, meant, sentence);
    if (partlyUnique.in(tokens) && draft.scopes === scopes) found.unread.push(textOf(tokens));
    if (!state.settled.has(sentence)) found.reject(intents.filter((intent) => !meant.includes(intent)));
  } else if (isOpenWish(state, sentence))
    (isMotive(tokens) ? found.unreadTitle : found.unread).push(textOf(tokens));
  else if (isSecondWish(sentence)) found.unread.push(textOf(tokens));
  else if (!state.settled.has(sentence)) passOn(state, sentence, denied);
  return undefined;
};

function readFreely({ context, draft, found, mentioned }: ReaderState, { tokens, asks, from }: Sentence) {
  if (asks || from === 'heading' || from === 'quote' || deferred(tokens) || doubtful(tokens)) return false;
  const reason = readAnyOrder(tokens, draft, mentioned, context);
  if (reason && reason.length > 0) found.leftAlone.push(textOf(reason));
  return reason !== undefined;
}

function isMeant(intent: Intent, { context, draft, found, injected, settled }: ReaderState): boolean {
  const verdict = verdictOn(intent, draft, context, { injected });
  const text = textOf(intent.sentence.tokens);
  if (verdict.is === 'meant' && verdict.doubted) found.doubts.push(text);
  if (verdict.is !== 'aside') return verdict.is === 'meant';
  settled.add(intent.sentence);
  if (verdict.told !== undefined) found.leftAlone.push(verdict.told);
  if (verdict.open) found.unread.push(text);
  if (verdict.elsewhere !== undefined) found.elsewhere.push(verdict.elsewhere);
  return false;
}
