import { textOf } from '../../text/tokens.ts';
import { findIntents } from '../intents.ts';
import { isBareTitle } from '../title/bare-title.ts';
import { isPageOrTable } from '../title/page-or-table.ts';
import { isAmended } from '../told/amended.ts';
import { corrected, isQuestion } from '../told/contexts.ts';
import { isImpression } from '../told/motive.ts';
import { isOpenQuestion, isOrderAsked } from '../told/open-question.ts';
import { isWithheld } from '../told/withheld.ts';
import type { Stage } from './stage.ts';

/** `Can someone tell me the correct default?`, of what was asked for. */
const whichFact =
  /\b(?:what|which|correct|right|proper|best) (?:should be the |is the |the )?(?:default(?: value)?|(?:data )?type|length|column name|precision)\b/i;

/** `Isn't it better to have …`: who asks so wants an answer. */
const asksDenying = /^(?:isn't|aren't|wouldn't|shouldn't|don't you|why not)\b/i;

/** What is not settled yet is asked about, whatever else is read. */
export const withDoubts: Stage = (sentence, { state, given }) => {
  const { draft, found } = state;
  const text = textOf(sentence.tokens);
  if (sentence.asks && draft.begun && whichFact.test(text)) {
    found.doubts.push(text);
    return undefined;
  }
  if (isOrderAsked(given) || isPageOrTable(given, state.titled)) state.open.push(text);
  const denied = asksDenying.test(text) && !(draft.begun && isImpression(sentence.tokens));
  if (isAmended(given) || corrected(sentence.tokens) || isWithheld(sentence) || isWithheld(given) || denied)
    found.doubts.push(text);
  return sentence;
};

export const withoutBareTitle: Stage = (sentence, { state, given }) => {
  if (given.from !== 'title' || state.titled || !isBareTitle(sentence.tokens)) return sentence;
  state.found.unreadTitle.push(textOf(sentence.tokens));
  return undefined;
};

export const withoutQuestion: Stage = (sentence, { state }) => {
  if (!isQuestion(sentence)) return sentence;
  // `### What happened?` asks whoever fills in the form.
  if (sentence.from !== 'heading') state.questions += 1;
  if (isOpenQuestion(sentence)) state.open.push(textOf(sentence.tokens));
  state.discussed += findIntents(sentence, state.context).intents.length;
  return undefined;
};
