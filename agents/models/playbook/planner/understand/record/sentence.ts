import { join, noFacts, scanFacts } from '../../attributes/read.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { readRuleBeside } from '../any-order/beside.ts';
import { absorb } from '../continuations/absorb.ts';
import { absorbWhere } from '../continuations/absorb-where.ts';
import { comparesNew, rulesNewColumn } from '../continuations/new-column-rules.ts';
import { continuesAbout, isForOther, subjectsAt } from '../continuations/subject.ts';
import { compares } from '../continuations/table-comparison.ts';
import { isColumnOrKey, withoutJsonLines } from '../exhibits/json-lines.ts';
import { type Intent, leftInside, selfContained } from '../intents.ts';
import { tableOf } from '../mentioned.ts';
import { withoutJoints } from '../plain/read.ts';
import { readBeside } from '../plain/sentence.ts';
import type { ReaderState } from '../reader-state.ts';
import type { Left, Topic } from '../topic.ts';
import { isList, leadIn, residue, withoutPlaces } from '../unread/residue.ts';
import { destructiveKinds, isLimited, isTimed, namesSomeRows } from '../verdict/destructive.ts';
import {
  goesToTwo,
  isHalfList,
  isOtherChoice,
  isUnreadCheck,
  isValueOf,
  takesBack,
} from '../verdict/half-asked.ts';
import { isConditional, isRuleForSome } from '../verdict/rule-for-some.ts';
import { cascadeDropped, conditionOf, furtherColumns, nameBehind, readRenames } from './behind.ts';
import { dropAfter } from './drop-after.ts';
import { dropToo } from './drop-too.ts';
import { recordIntent } from './intent.ts';
import { seriesWanted } from './partition-series.ts';
import { renameToo } from './rename-too.ts';
import { valuesBehind } from './values-behind.ts';

/** Writes down the requests of a sentence, and what stands before, between and behind them. */
export function record(state: ReaderState, intents: readonly Intent[], { tokens }: Sentence): void {
  const own = withoutJsonLines(intents, tokens, state.context);
  state.found.reject(intents.filter((one) => !own.includes(one) && isColumnOrKey(one, state.context)));
  const lead = tokens.slice(0, own[0]?.start);
  const filled = own[0]?.kind === 'backfill' && namesSomeRows(lead);
  if (own[0] && (isRuleForSome(own[0], lead, state.context) || isConditional(own[0], lead))) {
    // Left out by an answer, nothing of it may stay.
    state.found.unread.push(textOf(tokens));
    return;
  }
  if (!filled) readLead(state, lead);
  own.forEach((intent, index) => {
    const topic = recordIntent(intent, state.draft);
    for (const run of leftInside(intent)) state.found.account(residue(run, state.context));
    bindFill(state, intent);
    if (index === 0 && filled && !settle(state, absorbWhere(lead, state.draft, state.context)))
      state.found.unread.push(textOf(tokens));
    if (topic) state.topic = topic;
    readRest(state, intent, topic, tokens.slice(intent.next, own[index + 1]?.start));
  });
}

/** What stands behind a request in its sentence: more about it, an aside, or a part that nobody understood. */
function readRest(
  state: ReaderState,
  intent: Intent,
  topic: Topic | undefined,
  behind: readonly Token[],
): void {
  const context = state.context;
  const renamed = intent.kind === 'renameColumn' ? readRenames(behind, state.draft, context) : 0;
  // `(default false, not null) and a nullable `url``: what is in the brackets is about the column before them.
  const closed = behind[0]?.text === '(' ? behind.findIndex(({ text }) => text === ')') + 1 : 0;
  const beside = behind.slice(closed);
  const further = topic?.kind === 'columns' ? furtherColumns(topic, beside, state.draft, context) : undefined;
  if (topic && further) {
    if (closed > 0) readRest(state, intent, topic, behind.slice(0, closed));
    state.topic = further.topic;
    readRest(state, intent, further.topic, beside.slice(further.next));
    return;
  }
  const read = renamed + dropAfter(behind.slice(renamed), state.draft, context);
  const dropped = intent.kind === 'dropColumn' || intent.kind === 'dropTable';
  if (dropped && dropToo(behind, state.draft, context) > 0) return;
  if (/^rename/.test(intent.kind) && renameToo(behind, state.draft, context) > 0) return;
  const rest = withoutPlaces(behind.slice(read + seriesWanted(behind.slice(read), state.draft)));
  if (isRuleForSome(intent, rest, context, true)) {
    state.found.unread.push(textOf(intent.sentence.tokens));
    return;
  }
  if (rest.length === 0 || readBeside(state, rest)) return;
  if (rest.length === 1 && rest[0]?.low === 'cascade' && cascadeDropped(state.draft)) return;
  const half = isHalfList(intent, rest) || isValueOf(intent, rest, context) || isOtherChoice(intent, rest);
  if (takesBack(intent, rest, context) || half) {
    state.found.unread.push(textOf(intent.sentence.tokens));
    return;
  }
  if (intent.kind === 'splitTable' && goesToTwo(rest, context)) {
    state.found.unread.push(textOf(intent.sentence.tokens));
    return;
  }
  if (intent.kind === 'addIndex' && rest[0]?.low === 'where') {
    const index = state.draft.rules.at(-1);
    const condition = conditionOf(rest.slice(1));
    if (index?.kind === 'index' && condition) index.where = condition;
    else state.found.unread.push(textOf(intent.sentence.tokens));
    return;
  }
  const indexName = intent.kind === 'addIndex' ? nameBehind(rest, context) : undefined;
  const named = state.draft.rules.at(-1);
  if (indexName !== undefined && named?.kind === 'index') {
    named.name = indexName;
    return;
  }
  const aim = topic?.kind === 'columns' && rest[0]?.low === 'to' && aims.has(rest[1]?.low ?? '');
  if (aim && Object.keys(scanFacts(rest, context).facts).length === 0) {
    state.found.leftAlone.push(textOf(rest));
    return;
  }
  const values = valuesBehind(topic, rest, context);
  if (values && topic?.kind === 'columns') {
    for (const column of topic.drafts)
      column.facts = join(column.facts, { ...noFacts, facts: { oneOf: values } });
    return;
  }
  const existing = topic?.kind === 'columns' ? tableOf(topic.table, state.mentioned) : undefined;
  const clause = withoutJoints(rest);
  if (topic?.kind === 'columns' && existing && comparesNew(clause, topic.drafts, existing, state.draft))
    return;
  const other = existing && readRuleBeside(rest, existing, false, state.draft, context);
  if (other === 'unread') state.found.unread.push(textOf(rest));
  if (other) return;
  // `; end must be after start and …`: a rule with something behind it.
  if (topic?.kind === 'columns' && compares(rest) && rulesNewColumn(state, clause)) {
    state.found.unread.push(textOf(rest));
    return;
  }
  const own = topic?.kind === 'columns' ? topic.drafts.map(({ name }) => name.text) : [];
  if (own.length > 0 && isForOther(rest, own, context)) {
    state.found.unread.push(textOf(clause));
    return;
  }
  const absorbed = topic && absorb(topic, rest, state.draft, context);
  if (
    destructiveKinds.has(intent.kind) &&
    !selfContained.has(intent.kind) &&
    !absorbed &&
    (isLimited(intent, rest) || (intent.kind === 'backfill' && isTimed(rest)))
  ) {
    state.found.unread.push(textOf(intent.sentence.tokens));
    return;
  }
  const key = topic?.kind === 'table' && absorbed?.find(beginsKey);
  if (key) state.found.unread.push(textOf(key));
  // `of type quiz where it is null`: one limit of two is another change.
  const limit = intent.kind === 'backfill' && absorbed?.find(([word]) => rowWords.has(word?.low ?? ''));
  if (limit) state.found.unread.push(textOf(limit));
  const left = topic?.kind === 'columns' ? scanFacts(rest, context).left : (absorbed ?? [rest]);
  if (topic?.kind === 'columns' && (isUnreadCheck(rest, context) || isList(left)))
    state.found.unread.push(textOf(rest));
  const whole = selfContained.has(intent.kind);
  state.found.weigh(left, whole || absorbed ? undefined : rest[0], whole, context);
}

const joints: ReadonlySet<string> = new Set([',', 'and', 'with', 'plus', ';']);
/** Behind the columns of a new table: its keys and rules. */
const keyWords: ReadonlySet<string> = new Set('unique primary check foreign constraint exclude'.split(' '));
const beginsKey = (run: readonly Token[]): boolean =>
  keyWords.has(run.find(({ low }) => !joints.has(low))?.low ?? '');
/** Behind the rows of a backfill: which of them. */
const rowWords: ReadonlySet<string> = new Set('of with whose in for that which having'.split(' '));

/** `… to allow pinning categories`: what the column is good for. */
const aims: ReadonlySet<string> = new Set(
  'allow enable support let help make identify indicate determine track know tell distinguish differentiate represent reflect show display be record store hold avoid prevent mark facilitate improve simplify'.split(
    ' ',
  ),
);

/** `The default is 5, and also …`: the head of a sentence may go on about the last request. */
function readLead(state: ReaderState, tokens: readonly Token[]): void {
  if (readBeside(state, tokens)) return;
  const topic = state.topic;
  const context = state.context;
  const names = topic?.kind === 'columns' ? topic.drafts.map(({ name }) => name.text) : [];
  const clause = withoutJoints(tokens);
  const existing = topic?.kind === 'columns' ? tableOf(topic.table, state.mentioned) : undefined;
  if (topic?.kind === 'columns' && existing && comparesNew(clause, topic.drafts, existing, state.draft))
    return;
  const said = topic?.kind === 'columns' ? subjectsAt(clause, topic.drafts) : undefined;
  if (topic?.kind === 'columns' && said) {
    if (settle(state, absorb({ ...topic, drafts: said.drafts }, said.rest, state.draft, context))) return;
  } else {
    const about = topic && names.length > 0 && tokens.length > 0 && continuesAbout(tokens, names, context);
    if (about && settle(state, absorb(topic, tokens, state.draft, context))) return;
  }
  if (rulesNewColumn(state, clause)) {
    state.found.unread.push(textOf(clause));
    return;
  }
  state.found.account(leadIn(tokens, context));
}

/** `existing rows get …` is for the columns just spoken about, not for every column of the request. */
function bindFill(state: ReaderState, { kind }: Intent): void {
  const fill = state.draft.fills.at(-1);
  const topic = state.topic;
  if (kind !== 'backfill' || !fill || fill.column) return;
  if (topic?.kind === 'columns') fill.of = topic.drafts.map(({ name }) => name.text);
  if (topic?.kind === 'existing') fill.of = [topic.column.text];
}

/** A later sentence was understood, but for these runs; false where it was not. */
export function settle(state: ReaderState, left: Left): boolean {
  for (const run of left ?? []) if (!readBeside(state, run)) state.found.account(leadIn(run, state.context));
  return left !== undefined;
}
