import { elsewhereWords } from '../../lexicon/elsewhere-words.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { isAppWork } from '../about/app-work.ts';
import { elsewhere } from '../about/elsewhere.ts';
import { isProcessLine } from '../about/process-line.ts';
import { isFailure } from '../about/signals.ts';
import { isWorkBeside } from '../about/work-beside.ts';
import { tablesIn } from '../mentioned.ts';
import type { ReaderState } from '../reader-state.ts';
import { dropAfter } from '../record/drop-after.ts';
import { seriesWanted } from '../record/partition-series.ts';
import { settle } from '../record/sentence.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { deferred, isCriteria, isProhibition } from '../told/contexts.ts';
import { asReading, type Topic } from '../topic.ts';
import {
  isAboutExisting,
  isExempting,
  isUnreadDirective,
  namesIndex,
  narrows,
  wantsSomeRows,
} from '../unread/directives.ts';
import { isToldOfFile } from '../unread/of-file.ts';
import { ordersChange } from '../unread/weight.ts';
import { wishesBeside } from '../unread/wish-beside.ts';
import { columnsFollow } from '../verdict/half-asked.ts';
import { absorb } from './absorb.ts';
import { goesOn } from './goes-on.ts';
import { readKeyAction } from './key-action.ts';
import { rulesNewColumn } from './new-column-rules.ts';
import { readLast } from './read-last.ts';
import { readSplitCut } from './split-cut.ts';
import { spokenOf } from './subject.ts';

/** `{new | old}`: values that nobody took for some. */
const alternatives: ReadonlySet<string> = new Set(['{', '|', '<']);

/** `It would be great if profiles had …`, with more behind it: a wish, whatever is denied in it. */
const wishing = /\b(?:would|'d) be (?:\w+ )?(?:great|nice|good|useful|helpful|cool|awesome|handy) if\b/i;

/** Rules that rows which are there may break. */
const restricting: ReadonlySet<RuleDraft['kind']> = new Set([
  'check',
  'unique',
  'setNotNull',
  'replaceCheck',
  'operation',
]);

/** `Add the new field to the model`: what the text has named before. */
const toldOnce =
  /^(?:please )?(?:add|create|include|insert) (?:the|this|that|these|those)(?: new| missing)? (?:columns?|fields?|attributes?|propert(?:y|ies))(?: (?:to|in|on|into) .*)?$/i;

/** `Create a table with these columns:`, below the name of the one table. */
const tableLead =
  /^(?:please )?(?:create|add|make|define) (?:an?|the|this)(?: new)? table (?:with|having|containing)(?: the| these)?(?: following)? (?:columns|fields|attributes)\s*:?$/i;
/** `Add attributes for each event to track …`, beside the columns that are named: what they are for. */
const toldVaguely =
  /^(?:please |we need to |we should )?(?:add|create|include|introduce)(?: some| more| new| the| missing| additional| extra)* (?:columns|fields|attributes|properties)(?: (?:to|in|on|into|for) [^`"_\d:]*)?$/i;
const isTold = ({ draft }: ReaderState, tokens: readonly Token[]): boolean =>
  (draft.columns.length > 0 && toldVaguely.test(textOf(tokens))) ||
  (draft.begun && toldOnce.test(textOf(tokens))) ||
  (draft.tables.length === 1 && tableLead.test(textOf(tokens)));

/** Of a short text that is about this database, and goes on about nothing new. */
const isOpen = ({ short, topic, found, context }: ReaderState): boolean =>
  short &&
  !elsewhereWords.test(context.text) &&
  found.elsewhere.length === 0 &&
  (topic === undefined || topic.kind === 'spoken' || topic.kind === 'existing');

/** A sentence without a request of its own: it goes on about the last one, is a line of its list, or is passed over. */
export function passOn(state: ReaderState, sentence: Sentence, blocked: boolean): void {
  const { tokens } = sentence;
  // `tasks:` above a list, behind `Add the missing columns`.
  const [name, colon] = tokens;
  const owner =
    tokens.length === 2 && colon?.text === ':' ? state.context.names.knownTable(name?.text ?? '') : undefined;
  if (owner && (state.topic?.kind === 'moreColumns' || state.columnsFollow)) {
    state.columnsFollow = true;
    state.topic = { kind: 'moreColumns', table: asReading(owner) };
    return;
  }
  if (state.topic === undefined && columnsFollow.in(tokens)) state.columnsFollow = true;
  const topic = state.topic;
  if (sentence.from !== 'heading' && dropAfter(tokens, state.draft, state.context) === tokens.length) return;
  if (seriesWanted(tokens, state.draft) === tokens.length || readKeyAction(tokens, state.draft)) return;
  if (readSplitCut(tokens, state.draft, state.context)) return;
  if (topic && sentence.from !== 'heading' && readOn(state, topic, sentence)) return;
  if (!blocked && isOpen(state) && sentence.from !== 'heading' && readLast(state, sentence)) return;
  // `It should be …` below is about what was spoken of, where nothing was asked for before.
  if ((topic === undefined || topic.kind === 'spoken') && sentence.from !== 'heading') {
    const spoken = spokenOf(tokens, state.context);
    // Behind two of them `it` is nobody's.
    const both = spoken && topic && sentence.from === 'item' && topic.kind === 'spoken';
    state.topic = both ? undefined : (spoken ?? topic);
  }
  if (state.draft.begun && (narrows(tokens) || wantsSomeRows(tokens))) {
    state.found.unread.push(textOf(tokens));
    return;
  }
  if (sentence.from !== 'title' && isToldOfFile(textOf(tokens))) {
    state.found.leftAlone.push(textOf(tokens));
    return;
  }
  const denied = blocked || isProhibition(tokens);
  if (denied) {
    // `Before we delete notes, copy them into content`: the copy is ordered.
    const comma = tokens[0]?.low === 'before' ? tokens.findIndex(({ text }) => text === ',') : -1;
    if (comma !== -1 && ordersChange(tokens.slice(comma + 1), state.context)) {
      state.found.unread.push(textOf(tokens));
      return;
    }
    const wished = wishing.test(textOf(tokens)) && tablesIn(tokens, state.context).length > 0;
    if (wished || rulesNewColumn(state, tokens)) state.found.unread.push(textOf(tokens));
    else state.found.leftAlone.push(`${textOf(tokens)} (is no order)`);
    return;
  }
  const heading = sentence.from === 'heading' || isCriteria(sentence);
  const ruled = state.draft.rules.some(({ kind }) => restricting.has(kind));
  if (ruled && isExempting(tokens)) state.found.unread.push(textOf(tokens));
  else if (isFailure(textOf(tokens)) && !state.draft.begun) state.found.leftAlone.push(textOf(tokens));
  else if (deferred(tokens)) state.found.leftAlone.push(`${textOf(tokens)} (is for later)`);
  else if (sentence.from !== 'title' && isTold(state, tokens))
    state.found.leftAlone.push(`${textOf(tokens)} (is told above)`);
  else if (
    sentence.from !== 'title' &&
    sentence.from !== 'heading' &&
    (isWorkBeside(tokens, state.context) || isAppWork(tokens) || isProcessLine(tokens))
  )
    state.found.leftAlone.push(`${textOf(tokens)} (is not about the database)`);
  else if (state.short && !heading && state.draft.begun && wishesBeside(tokens, state.context))
    state.found.unread.push(textOf(tokens));
  else if (
    (!heading && isUnreadDirective(tokens, state.context)) ||
    (sentence.from !== 'heading' && state.draft.begun && isAboutExisting(tokens))
  ) {
    const place = elsewhere(tokens, 0, tokens.length, state.context);
    if (place === undefined) state.found.pass(sentence, state.draft);
    else {
      state.found.elsewhere.push(place);
      state.found.leftAlone.push(`${textOf(tokens)} (is about ${place})`);
    }
  } else if (!heading && namesIndex(tokens)) state.found.pass(sentence, state.draft);
  else if (
    sentence.from !== 'heading' &&
    (rulesNewColumn(state, tokens) || tableLine.test(textOf(tokens)) || nominal.test(textOf(tokens)))
  )
    state.found.unread.push(textOf(tokens));
  else if (sentence.from !== 'heading') state.found.leftAlone.push(textOf(tokens));
}

/** `New column difficulty (1-10)`: an order without its verb. */
const nominal =
  /^(?:an? |the )?(?:new|further|another) (?:column|field|table|index|enum) [`"]?\w+[`"]? ?[(:,]/i;
/** `Table badges: id, name, points`, in a text so long that shorthand is not read. */
const tableLine = /^(?:new )?table [`"]?\w+[`"]? ?: ?[`"]?\w+[`"]? ?,/i;

/** `` `is_active` default is true `` below the columns: what it is called is no more about it. */
const isOwnColumn = (topic: Topic, text: string): boolean =>
  topic.kind === 'table' && topic.draft.columns.some(({ name }) => nameKey(name.text) === nameKey(text));

export function readOn(state: ReaderState, topic: Topic, sentence: Sentence): boolean {
  const further = goesOn(topic, sentence, state.draft, state.context, state.mentioned);
  if (further === undefined) return false;
  state.topic = further.topic ?? state.topic;
  // On the line of a column, what is marked says something about it: nobody passes over that.
  const marked = further.left.find((run) =>
    run.some(
      ({ kind, text, low }) =>
        (sentence.from === 'item' &&
          ((kind === 'code' && !isOwnColumn(topic, text)) || (low === 'check' && /\bCHECK\b/.test(text)))) ||
        alternatives.has(text),
    ),
  );
  // Behind the columns of a table: more about them, or more of them.
  const behind = further.left.find(
    ([first, ...more]) =>
      topic.kind === 'table' && /^[(,]$/.test(first?.text ?? '') && more.some(({ kind }) => kind === 'code'),
  );
  if (behind) state.found.account({ open: behind, passed: [] });
  if (marked && (topic.kind === 'table' || topic.kind === 'columns'))
    state.found.account({ open: marked, passed: [] });
  if (further.unread) state.found.unread.push(textOf(sentence.tokens));
  return settle(state, further.left);
}

export function continueJson(state: ReaderState, tokens: readonly Token[]): boolean {
  if (state.topic?.kind !== 'json') return false;
  // `In user_progress, rename score → points` is no line about the document of another table.
  const { table } = state.topic.draft.place;
  if (tablesIn(tokens, state.context).some((other) => other !== table)) return false;
  const left = absorb(state.topic, tokens, state.draft, state.context);
  return settle(state, left);
}
