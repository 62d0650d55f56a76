import type { ReadingContext } from '../grammar/slots/context.ts';
import { versionIn } from '../grammar/slots/places.ts';
import type { Exhibit, Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { isWrittenByApp } from './about/app-work.ts';
import {
  asksForHelp,
  beginsWithQuestion,
  isAboutDocuments,
  isProgramFault,
  isToolFeature,
  titleAsks,
  wantsOpinions,
} from './about/asks-only.ts';
import { signals } from './about/elsewhere.ts';
import { isOfValidation } from './about/of-validation.ts';
import { lackedIn } from './about/outputs.ts';
import { isServiceLine } from './about/service-line.ts';
import { readApart, readBehindMotive } from './apart.ts';
import { continueJson, passOn, readOn } from './continuations/index.ts';
import { isOwnColumns } from './continuations/own-columns.ts';
import { leaveTableSummaries } from './designs/summary.ts';
import { readCheckShown } from './exhibits/check-shown.ts';
import { tableLead } from './exhibits/column-table.ts';
import { isFailureShown } from './exhibits/failure-shown.ts';
import { type Lead, readExhibit } from './exhibits/index.ts';
import { isColumnOrKey } from './exhibits/json-lines.ts';
import { schemaOf } from './exhibits/paired.ts';
import { headsWayBack } from './exhibits/way-back.ts';
import { readLackedIndex } from './indexes/lacked.ts';
import { readKeyIndexes } from './indexes/of-keys.ts';
import { readIndexOfQuery } from './indexes/of-query.ts';
import { withIndexSpan } from './indexes/spans.ts';
import { findIntents, type Intent, namesTable } from './intents.ts';
import { severalTables } from './lines/tables-follow.ts';
import { tablesIn } from './mentioned.ts';
import { isModelOrdered, isSqlTold, ordersOne, stageOf } from './models/ordered.ts';
import { isOpenWish, readBeforeReason, readPlainSentence } from './plain/sentence.ts';
import { ReaderState } from './reader-state.ts';
import { record } from './record/sentence.ts';
import { withReferent } from './referent.ts';
import { readSql } from './sql/in-sentence.ts';
import { againstTitle } from './title/against.ts';
import { isBareTitle } from './title/bare-title.ts';
import { settleFirst } from './title/first-told.ts';
import { type OfTitle, settleTitle } from './title/index.ts';
import { isRetold } from './title/retold.ts';
import { allTicked } from './told/all-ticked.ts';
import {
  corrected,
  deferred,
  doubtful,
  isContext,
  isContextSection,
  isCriteria,
  isQuestion,
} from './told/contexts.ts';
import { demandsOf, isInjection } from './told/demands.ts';
import { behindMotive, isImpression, isMotive } from './told/motive.ts';
import { isOpenQuestion } from './told/open-question.ts';
import { asksBelow, isSecondWish, isWithheld } from './told/withheld.ts';
import { readToldType } from './told-type.ts';
import type { Understanding } from './understanding.ts';
import { namesThings } from './unread/weight.ts';
import { meansMore, ofSomeRows, partlyUnique } from './verdict/half-asked.ts';
import { verdictOn } from './verdict/index.ts';
import { withEnumForColumn } from './wording/enum-for-column.ts';
import { bareOrder } from './wording/index.ts';
import { withInlineClauses } from './wording/inline-clauses.ts';
import { withInlineFields } from './wording/inline-fields.ts';
import { withTableOfMigration } from './wording/migration-for.ts';
import { withReasonLast } from './wording/reason-first.ts';

/** `Can someone tell me the correct default?`, of what was asked for. */
const whichFact =
  /\b(?:what|which|correct|right|proper|best) (?:should be the |is the |the )?(?:default(?: value)?|(?:data )?type|length|column name|precision)\b/i;

/** `Isn't it better to have …`: who asks so wants an answer. */
const asksDenying = /^(?:isn't|aren't|wouldn't|shouldn't|don't you|why not)\b/i;

/** Reads a request sentence by sentence, each with what was spoken of before it. */
export class Reader {
  readonly #state: ReaderState;
  readonly #ofTitle: OfTitle = { columns: [], rules: [], unread: 0 };
  #named = false;
  /** Tables that the text speaks of without a name. */
  #severalTables: string | undefined;
  #questions = 0;
  /** What is asked of a change, wherever that stands. */
  readonly #open: string[] = [];
  /** The first sentence of the title, and the one right above. */
  #title: Sentence | undefined;
  #above: Sentence | undefined;
  /** It asks what others think of the snippet below. */
  #asked = false;
  /** The sentence above that. */
  #told = '';
  /** A table of columns that stands above the order which it is for. */
  #shown: Extract<Exhibit['content'], { kind: 'table' }> | undefined;
  /** A schema that the text shows as it is. */
  #today: string | undefined;
  /** Block whose text speaks to an agent: the rest of it is not read. */
  #poisoned = -2;
  /** How deep in its list the line of a service stands, the points of which follow. */
  #service: number | undefined;
  /** Sentences whose requests were put aside for a reason that is told. */
  readonly #settled = new Set<Sentence>();

  constructor(context: ReadingContext, { short, titled }: { short: boolean; titled: boolean }) {
    this.#state = new ReaderState(context, { short, titled });
  }

  /** How many changes were read so far. */
  get orders(): number {
    const { columns, tables, rules } = this.#state.draft;
    return columns.length + rules.length + tables.reduce((sum, one) => sum + 1 + one.columns.length, 0);
  }

  exhibit({ content, section }: Exhibit): void {
    const { context, draft, found, mentioned } = this.#state;
    if (this.#state.injected || isContextSection(section)) return;
    const back = headsWayBack(this.#above, section);
    if (draft.begun && back) {
      found.leftAlone.push(`${section || textOf(this.#above?.tokens ?? [])} (is the way back)`);
      return;
    }
    if (content.kind === 'table' && this.#state.topic === undefined) this.#shown = content;
    const stage = stageOf(this.#above);
    if (stage === 'shown' && content.kind === 'code' && schemaOf(content.text, context)) {
      this.#today = content.text;
      return;
    }
    const before = stage === 'wished' ? this.#today : undefined;
    const ordered = stage === 'wished' || isModelOrdered(this.#title, this.#above);
    const told =
      back ||
      this.#asked ||
      (stage === undefined && isSqlTold(this.#above ?? this.#title)) ||
      isFailureShown(this.#title, this.#above, section);
    const above = [this.#above, this.#title].flatMap((one) => (one ? [textOf(one.tokens)] : []));
    const lead: Lead = {
      ordered,
      told,
      before,
      table: tableLead(above, mentioned, context.names),
      orders: (models) => ordersOne([this.#title, this.#above], models),
    };
    const read = readExhibit(content, draft, this.#state.topic, context, lead);
    this.#state.topic = read.topic ?? this.#state.topic;
    found.unread.push(...read.unread);
    if (read.settles) this.#ofTitle.unread -= found.settle(above, this.#ofTitle.unread);
  }

  /** The line above a statement, which says what it sums up. */
  lead(sentence: Sentence): void {
    this.#told = textOf(this.#above?.tokens ?? []);
    this.#above = sentence;
    this.#asked = asksBelow(sentence);
    if (isWithheld(sentence)) this.#state.found.doubts.push(textOf(sentence.tokens));
    for (const table of tablesIn(sentence.tokens, this.#state.context))
      if (!this.#state.mentioned.includes(table)) this.#state.mentioned.push(table);
    this.leave([sentence]);
  }

  /** Told, and not read. */
  leave(aside: readonly Sentence[]): void {
    for (const { tokens, from } of aside)
      if (from !== 'heading') this.#state.found.leftAlone.push(textOf(tokens));
  }

  sentence(given: Sentence): void {
    const { draft, found } = this.#state;
    found.sentence = textOf(given.tokens);
    const [rules, unread] = [draft.rules.length, found.unread.length];
    const columns = draft.columns.length;
    this.#read(given);
    if (given.from !== 'title') return;
    this.#ofTitle.columns.push(...draft.columns.slice(columns));
    this.#ofTitle.rules.push(...draft.rules.slice(rules));
    this.#ofTitle.unread += found.unread.length - unread;
  }

  /** What `it` may be about: the sentence before in the same block, else the title. */
  #spokenBefore({ block, from }: Sentence): readonly (readonly Token[])[] {
    const { columns, tables, rules } = this.#state.draft;
    const ownOnly = columns.length + tables.length > 0 || rules.length > this.#ofTitle.rules.length;
    if (ownOnly || from === 'title') return [];
    const beside = this.#state.before?.block === block ? [this.#state.before.tokens] : [];
    return this.#title ? [...beside, this.#title.tokens] : beside;
  }

  readonly #read = (said: Sentence): void => {
    const given = withInlineFields(said);
    const { context, draft, found, mentioned } = this.#state;
    if (given.from === 'title') this.#title ??= isQuestion(given) ? undefined : given;
    else {
      this.#told = textOf(this.#above?.tokens ?? []);
      this.#above = isQuestion(given) ? undefined : given;
      this.#asked = asksBelow(given) || (given.asks && (isQuestion(given) || doubtful(given.tokens)));
    }
    const before = this.#state.before?.block === given.block && !draft.begun ? this.#state.before.tokens : [];
    const indexed = draft.rules.some(({ kind }) => kind === 'index');
    const order = bareOrder(withIndexSpan(withTableOfMigration(given.tokens, context), context), indexed);
    const enumOrder = withEnumForColumn(order, before, context);
    let sentence = withInlineClauses({
      ...given,
      tokens: withReferent(withReasonLast(enumOrder, context), this.#spokenBefore(given), context),
    });
    this.#state.before = given;
    let { tokens } = sentence;
    if (isInjection(sentence, context)) {
      found.hazards.push(
        `the text speaks to an agent ("${textOf(tokens)}"); it was read as data and not followed`,
      );
      this.#poisoned = sentence.block;
      this.#state.injected = true;
      return;
    }
    if (sentence.attack) {
      found.hazards.push(
        `the text holds what looks like an attack on SQL ("${textOf(tokens)}"); it was not read as a request`,
      );
      return;
    }
    if (sentence.block === this.#poisoned && sentence.from !== 'title') {
      found.leftAlone.push(`${textOf(tokens)} (stands beside text that speaks to an agent)`);
      return;
    }
    found.demands.push(...demandsOf(sentence, context));
    if (isContext(sentence)) {
      if (sentence.checked) found.leftAlone.push(`${textOf(tokens)} (is ticked off)`);
      return;
    }
    if (given.from !== 'title' && isWrittenByApp(tokens)) {
      found.leftAlone.push(`${textOf(tokens)} (is what the application does)`);
      return;
    }
    this.#named ||= namesThings(tokens, context);
    // `### Tasks`: what is to do, and no table.
    const heads = sentence.from === 'heading' && isCriteria(sentence);
    for (const table of heads ? [] : tablesIn(tokens, context)) {
      if (!mentioned.includes(table)) mentioned.push(table);
    }
    this.#severalTables ??= severalTables(sentence);
    if (sentence.asks && draft.begun && whichFact.test(textOf(tokens))) {
      found.doubts.push(textOf(tokens));
      return;
    }
    if (corrected(tokens) || isWithheld(sentence) || isWithheld(given) || asksDenying.test(textOf(tokens)))
      found.doubts.push(textOf(tokens));
    if (given.from === 'title' && !this.#state.titled && isBareTitle(tokens)) {
      found.unreadTitle.push(textOf(tokens));
      return;
    }
    const sql = readSql(this.#state, sentence, this.#told);
    if (sql.length > 0) {
      tokens = tokens.filter((token) => !sql.includes(token));
      sentence = { ...sentence, tokens };
    }
    if (tokens.length === 0) return;
    if (isImpression(tokens)) {
      found.leftAlone.push(textOf(tokens));
      return;
    }
    const behind = behindMotive(tokens, context);
    if (behind > 0) {
      found.leftAlone.push(textOf(tokens.slice(0, behind)));
      tokens = tokens.slice(behind);
      sentence = { ...sentence, tokens };
    }
    if (isOfValidation(tokens)) {
      found.elsewhere.push('the code');
      found.leftAlone.push(`${textOf(tokens)} (is about the code)`);
      return;
    }
    const below = this.#service !== undefined && given.from === 'item' && given.depth > this.#service;
    const ofService = given.from !== 'title' && isServiceLine(tokens, context.hasColumn);
    if (!below) this.#service = ofService && given.from === 'item' ? given.depth : undefined;
    if (ofService || below) {
      found.leftAlone.push(`${textOf(tokens)} (is about the service)`);
      return;
    }
    const output = lackedIn(tokens, context);
    if (output !== undefined) {
      found.elsewhere.push(output);
      found.leftAlone.push(`${textOf(tokens)} (is about ${output})`);
      return;
    }
    if (
      !isQuestion(sentence) &&
      !deferred(tokens) &&
      (readCheckShown(tokens, draft, context) ||
        readKeyIndexes(tokens, draft, context) ||
        readIndexOfQuery(tokens, draft, mentioned, context))
    )
      return;
    if (readBehindMotive(this.#state, sentence, given, this.#read)) return;
    if (readPlainSentence(this.#state, sentence) || readBeforeReason(this.#state, sentence)) return;
    if (readApart(this.#state, sentence, given, this.#read)) return;
    if (isQuestion(sentence)) {
      // `### What happened?` asks whoever fills in the form.
      if (sentence.from !== 'heading') this.#questions += 1;
      if (isOpenQuestion(sentence)) this.#open.push(textOf(tokens));
      this.#state.discussed += findIntents(sentence, context).intents.length;
      return;
    }
    const topic = this.#state.topic;
    if (topic?.kind === 'table' && isOwnColumns(tokens) && readOn(this.#state, topic, sentence)) return;
    const { intents, denied, unclear } = findIntents(sentence, context);
    for (const { start } of unclear) found.unread.push(textOf(tokens.slice(start)));
    const other = intents.some((intent) => namesTable(intent, context));
    if (
      !other &&
      this.#state.topic?.kind === 'json' &&
      intents.some((intent) => isColumnOrKey(intent, context))
    ) {
      found.unread.push(textOf(tokens));
      return;
    }
    if (!other && continueJson(this.#state, tokens)) return;
    const meant = intents.filter((intent) => this.#isMeant(intent));
    if (meant.length > 0) {
      // Unique together with something that no form reads: alone it would be another rule.
      if (meansMore(meant, tokens) || ofSomeRows(tokens, context)) found.unread.push(textOf(tokens));
      const scopes = draft.scopes;
      record(this.#state, meant, sentence);
      if (partlyUnique.in(tokens) && draft.scopes === scopes) found.unread.push(textOf(tokens));
      if (!this.#settled.has(sentence)) found.reject(intents.filter((intent) => !meant.includes(intent)));
    } else if (isOpenWish(this.#state, sentence))
      (isMotive(tokens) ? found.unreadTitle : found.unread).push(textOf(tokens));
    else if (isSecondWish(sentence)) found.unread.push(textOf(tokens));
    else if (!this.#settled.has(sentence)) passOn(this.#state, sentence, denied);
  };

  #isMeant(intent: Intent): boolean {
    const { context, draft, found } = this.#state;
    const verdict = verdictOn(intent, draft, context, {
      injected: this.#state.injected,
    });
    const text = textOf(intent.sentence.tokens);
    if (verdict.is === 'meant' && verdict.doubted) found.doubts.push(text);
    if (verdict.is !== 'aside') return verdict.is === 'meant';
    this.#settled.add(intent.sentence);
    if (verdict.told !== undefined) found.leftAlone.push(verdict.told);
    if (verdict.open) found.unread.push(text);
    if (verdict.elsewhere !== undefined) found.elsewhere.push(verdict.elsewhere);
    return false;
  }

  /** Whether more is asked for than the title says. */
  asks(title: string): boolean {
    const { begun, questions, fulfilled } = this.#state.draft;
    const { unread, elsewhere } = this.#state.found;
    const open = unread.filter((part) => !isRetold(part, [title]));
    return begun || [questions, fulfilled, open, elsewhere].some((said) => said.length > 0);
  }

  understanding(
    sentences: readonly Sentence[],
    request: { title: string; body: string },
  ): Omit<Understanding, 'demonstrates'> {
    const { context, draft, found, mentioned } = this.#state;
    const versions = `${request.title}\n${request.body}`
      .split(/[\s`"'()<>]+/)
      .flatMap((word) => versionIn(word) ?? []);
    readLackedIndex(this.#state, request);
    readToldType(this.#state, sentences, request.body);
    settleTitle(this.#state, this.#ofTitle, request, textOf(this.#title?.tokens ?? []));
    leaveTableSummaries(this.#state);
    settleFirst(
      sentences.find(({ from }) => from !== 'title' && from !== 'heading')?.tokens,
      draft,
      found,
      context,
    );
    if (draft.begun) found.doubts.push(...this.#open);
    const places = [...draft.columns, ...draft.rules];
    const [bare, ...others] = draft.tables.filter(({ columns }) => columns.length === 0);
    if (this.#shown && bare && others.length === 0)
      readExhibit(this.#shown, draft, { kind: 'table', draft: bare }, context, {
        ordered: true,
        told: false,
      });
    draft.questions.push(
      ...againstTitle(draft.rules, this.#ofTitle.rules, this.#title?.tokens ?? [], context),
    );
    const unnamed = places.some((one) => 'table' in one && one.table === undefined);
    if (this.#severalTables !== undefined && unnamed)
      draft.questions.push(`Which tables are meant by "${this.#severalTables}"? Please name each of them.`);
    return {
      draft,
      ...found.told,
      named: this.#named,
      severalTables: unnamed ? this.#severalTables : undefined,
      questions: this.#questions,
      ticked: allTicked(sentences),
      titleAsks: titleAsks(sentences) || beginsWithQuestion(sentences) || wantsOpinions(sentences),
      alone: sentences.every(({ from }) => from === 'title'),
      asksForHelp: asksForHelp(sentences),
      aboutDocuments: isAboutDocuments(sentences) && !namesThings(this.#title?.tokens ?? [], context),
      toolFeature: isToolFeature(sentences),
      programFault: isProgramFault(sentences),
      discussed: this.#state.discussed,
      signals: signals(sentences),
      mentioned,
      versions: [...new Set(versions)],
    };
  }
}
