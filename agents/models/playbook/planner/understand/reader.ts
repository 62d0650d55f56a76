import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { scanFacts } from '../attributes/read.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { versionIn } from '../grammar/slots/places.ts';
import type { Exhibit, Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { elsewhere, isFailure, signals } from './about-what.ts';
import { absorb } from './absorb.ts';
import { absorbWhere } from './absorb-where.ts';
import {
  asksForHelp,
  beginsWithQuestion,
  isAboutDocuments,
  isToolFeature,
  titleAsks,
  wantsOpinions,
} from './asks-only.ts';
import { bareOrder } from './bare-order.ts';
import { isBareTitle } from './bare-title.ts';
import { cascadeDropped, conditionOf, furtherColumns, readRenames } from './behind.ts';
import { readCheckShown } from './check-shown.ts';
import { tableLead } from './column-table.ts';
import {
  corrected,
  deferred,
  doubtful,
  isContext,
  isContextSection,
  isCriteria,
  isPolite,
  isProhibition,
  isQuestion,
} from './contexts.ts';
import { isChange, isStatement, readDdl } from './ddl.ts';
import { demandsOf, isInjection } from './demands.ts';
import { destructiveKinds, isLimited, isTimed, namesSomeRows } from './destructive.ts';
import { isAboutExisting, isExempting, isUnreadDirective, namesIndex } from './directives.ts';
import { type ColumnDraft, Draft, type RuleDraft } from './draft.ts';
import { dropAfter } from './drop-after.ts';
import { dropToo } from './drop-too.ts';
import { withEnumForColumn } from './enum-for-column.ts';
import { type Lead, readExhibit } from './exhibits.ts';
import { Findings } from './findings.ts';
import { goesOn } from './goes-on.ts';
import {
  columnsFollow,
  goesToTwo,
  isHalfList,
  isOtherChoice,
  isUnreadCheck,
  isValueOf,
  meansMore,
  ofSomeRows,
  partlyUnique,
  takesBack,
} from './half-asked.ts';
import { readIndexOfQuery } from './index-of-query.ts';
import { withInlineClauses } from './inline-clauses.ts';
import { findIntents, type Intent, leftInside, namesTable, selfContained } from './intents.ts';
import { isColumnOrKey, withoutJsonLines } from './json-lines.ts';
import { readKeyIndexes } from './key-indexes.ts';
import { tablesIn } from './mentioned.ts';
import { isModelOrdered, isSqlTold, ordersOne, stageOf } from './model-order.ts';
import { behindMotive, isMotive } from './motive.ts';
import { lackedIn } from './outputs.ts';
import { isOwnColumns } from './own-columns.ts';
import { schemaOf } from './paired.ts';
import { seriesWanted } from './partition-series.ts';
import {
  cutPlain,
  fitsPlain,
  isStated,
  plainSegments,
  readPlain,
  statementBehind,
  withoutJoints,
} from './plain/read.ts';
import { reasonBefore } from './reason-before.ts';
import { withReasonLast } from './reason-first.ts';
import { recordIntent } from './record-intent.ts';
import { withReferent } from './referent.ts';
import { renameToo } from './rename-too.ts';
import { isList, leadIn, residue, withoutPlaces } from './residue.ts';
import { isRuleForSome } from './rule-for-some.ts';
import { isShownQuery } from './shown-query.ts';
import { continuesAbout, spokenOf } from './subject.ts';
import { isHeadline, isMereWords, isToldAgain, saysAgain, withoutSummaries } from './summaries.ts';
import { severalTables } from './tables-follow.ts';
import { againstTitle } from './title-against.ts';
import { asReading, type Left, type Topic } from './topic.ts';
import type { Understanding } from './understanding.ts';
import { verdictOn } from './verdict.ts';
import { headsWayBack } from './way-back.ts';
import { namesThings, ordersChange } from './weight.ts';
import { wishesBeside } from './wish-beside.ts';
import { isWorkBeside } from './work-beside.ts';

/** A sentence in plain words is short; trying every cut of a long list would take its length squared. */
const mostTokens = 60;

/** `{new | old}`: values that nobody took for some. */
const alternatives: ReadonlySet<string> = new Set(['{', '|', '<']);

type Said = Pick<Sentence, 'tokens' | 'asks' | 'from' | 'ordered'>;
/** Rules that rows which are there may break. */
const restricting: ReadonlySet<RuleDraft['kind']> = new Set([
  'check',
  'unique',
  'setNotNull',
  'replaceCheck',
  'operation',
]);

/** Reads a request sentence by sentence, each with what was spoken of before it. */
export class Reader {
  readonly #context: ReadingContext;
  readonly #short: boolean;
  readonly #titled: boolean;
  readonly #draft = new Draft();
  readonly #found = new Findings();
  readonly #mentioned: CatalogTable[] = [];
  readonly #titleRules: RuleDraft[] = [];
  readonly #titleColumns: ColumnDraft[] = [];
  /** How many of the first unread parts are the title's. */
  #ofTitle = 0;
  #named = false;
  /** Tables that the text speaks of without a name. */
  #severalTables: string | undefined;
  /** The text has said that columns of several tables follow. */
  #columnsFollow = false;
  #questions = 0;
  #discussed = 0;
  #topic: Topic | undefined;
  /** The first sentence of the title, and the one right above. */
  #title: Sentence | undefined;
  #above: Sentence | undefined;
  #before: Sentence | undefined;
  /** The sentence above that. */
  #told = '';
  /** A table of columns that stands above the order which it is for. */
  #shown: Extract<Exhibit['content'], { kind: 'table' }> | undefined;
  /** A schema that the text shows as it is. */
  #today: string | undefined;
  /** Block whose text speaks to an agent: the rest of it is not read. */
  #poisoned = -2;
  #injected = false;
  /** Sentences whose requests were put aside for a reason that is told. */
  readonly #settled = new Set<Sentence>();

  constructor(context: ReadingContext, { short, titled }: { short: boolean; titled: boolean }) {
    this.#context = context;
    this.#short = short;
    this.#titled = titled;
  }

  exhibit({ content, section }: Exhibit): void {
    if (this.#injected || isContextSection(section)) return;
    const back = headsWayBack(this.#above, section);
    if (this.#draft.begun && back) {
      this.#found.leftAlone.push(`${section || textOf(this.#above?.tokens ?? [])} (is the way back)`);
      return;
    }
    if (content.kind === 'table' && this.#topic === undefined) this.#shown = content;
    const stage = stageOf(this.#above);
    if (stage === 'shown' && content.kind === 'code' && schemaOf(content.text, this.#context)) {
      this.#today = content.text;
      return;
    }
    const before = stage === 'wished' ? this.#today : undefined;
    const ordered = stage === 'wished' || isModelOrdered(this.#title, this.#above);
    const told = back || (stage === undefined && isSqlTold(this.#above ?? this.#title));
    const above = [this.#above, this.#title].flatMap((one) => (one ? [textOf(one.tokens)] : []));
    const lead: Lead = {
      ordered,
      told,
      before,
      table: tableLead(above, this.#mentioned, this.#context.names),
      orders: (models) => ordersOne([this.#title, this.#above], models),
    };
    const read = readExhibit(content, this.#draft, this.#topic, this.#context, lead);
    this.#topic = read.topic ?? this.#topic;
    this.#found.unread.push(...read.unread);
    if (read.settles) this.#ofTitle -= this.#found.settle(above, this.#ofTitle);
  }

  /** Told, and not read. */
  leave(aside: readonly Sentence[]): void {
    for (const { tokens, from } of aside) if (from !== 'heading') this.#found.leftAlone.push(textOf(tokens));
  }

  sentence(given: Sentence): void {
    this.#found.sentence = textOf(given.tokens);
    const [rules, unread] = [this.#draft.rules.length, this.#found.unread.length];
    const columns = this.#draft.columns.length;
    this.#read(given);
    if (given.from !== 'title') return;
    this.#titleColumns.push(...this.#draft.columns.slice(columns));
    this.#titleRules.push(...this.#draft.rules.slice(rules));
    this.#ofTitle += this.#found.unread.length - unread;
  }

  /** What `it` may be about: the sentence before in the same block, else the title. */
  #spokenBefore({ block, from }: Sentence): readonly (readonly Token[])[] {
    const { columns, tables, rules } = this.#draft;
    const ownOnly = columns.length + tables.length > 0 || rules.length > this.#titleRules.length;
    if (ownOnly || from === 'title') return [];
    const beside = this.#before?.block === block ? [this.#before.tokens] : [];
    return this.#title ? [...beside, this.#title.tokens] : beside;
  }

  #read(given: Sentence): void {
    if (given.from === 'title') this.#title ??= isQuestion(given) ? undefined : given;
    else {
      this.#told = textOf(this.#above?.tokens ?? []);
      this.#above = isQuestion(given) ? undefined : given;
    }
    const before = this.#before?.block === given.block && !this.#draft.begun ? this.#before.tokens : [];
    const indexed = this.#draft.rules.some(({ kind }) => kind === 'index');
    const enumOrder = withEnumForColumn(bareOrder(given.tokens, indexed), before, this.#context);
    let sentence = withInlineClauses({
      ...given,
      tokens: withReferent(
        withReasonLast(enumOrder, this.#context),
        this.#spokenBefore(given),
        this.#context,
      ),
    });
    this.#before = given;
    let { tokens } = sentence;
    if (isInjection(sentence, this.#context)) {
      this.#found.hazards.push(
        `the text speaks to an agent ("${textOf(tokens)}"); it was read as data and not followed`,
      );
      this.#poisoned = sentence.block;
      this.#injected = true;
      return;
    }
    if (sentence.attack) {
      this.#found.hazards.push(
        `the text holds what looks like an attack on SQL ("${textOf(tokens)}"); it was not read as a request`,
      );
      return;
    }
    if (sentence.block === this.#poisoned && sentence.from !== 'title') {
      this.#found.leftAlone.push(`${textOf(tokens)} (stands beside text that speaks to an agent)`);
      return;
    }
    this.#found.demands.push(...demandsOf(sentence, this.#context));
    if (isContext(sentence)) {
      if (sentence.checked) this.#found.leftAlone.push(`${textOf(tokens)} (is ticked off)`);
      return;
    }
    this.#named ||= namesThings(tokens, this.#context);
    // `### Tasks`: what is to do, and no table.
    const heads = sentence.from === 'heading' && isCriteria(sentence);
    for (const table of heads ? [] : tablesIn(tokens, this.#context)) {
      if (!this.#mentioned.includes(table)) this.#mentioned.push(table);
    }
    this.#severalTables ??= severalTables(sentence);
    if (corrected(tokens)) this.#found.doubts.push(textOf(tokens));
    if (given.from === 'title' && !this.#titled && isBareTitle(tokens)) {
      this.#found.unreadTitle.push(textOf(tokens));
      return;
    }
    const sql = this.#readSql(sentence);
    if (sql.length > 0) {
      tokens = tokens.filter((token) => !sql.includes(token));
      sentence = { ...sentence, tokens };
    }
    if (tokens.length === 0) return;
    const order = behindMotive(tokens, this.#context);
    if (order > 0) {
      this.#found.leftAlone.push(textOf(tokens.slice(0, order)));
      tokens = tokens.slice(order);
      sentence = { ...sentence, tokens };
    }
    const output = lackedIn(tokens, this.#context);
    if (output !== undefined) {
      this.#found.elsewhere.push(output);
      this.#found.leftAlone.push(`${textOf(tokens)} (is about ${output})`);
      return;
    }
    if (
      !isQuestion(sentence) &&
      !deferred(tokens) &&
      (readCheckShown(tokens, this.#draft, this.#context) ||
        readKeyIndexes(tokens, this.#draft, this.#context) ||
        readIndexOfQuery(tokens, this.#draft, this.#mentioned, this.#context))
    )
      return;
    if (this.#readBehindMotive(sentence, given)) return;
    if (this.#readPlain(sentence)) return;
    if (this.#readApart(sentence, given)) return;
    if (isQuestion(sentence)) {
      // `### What happened?` asks whoever fills in the form.
      if (sentence.from !== 'heading') this.#questions += 1;
      this.#discussed += findIntents(sentence, this.#context).intents.length;
      return;
    }
    const topic = this.#topic;
    if (topic?.kind === 'table' && isOwnColumns(tokens) && this.#goesOn(topic, sentence)) return;
    const { intents, denied, unclear } = findIntents(sentence, this.#context);
    for (const { start } of unclear) this.#found.unread.push(textOf(tokens.slice(start)));
    const other = intents.some((intent) => namesTable(intent, this.#context));
    if (
      !other &&
      this.#topic?.kind === 'json' &&
      intents.some((intent) => isColumnOrKey(intent, this.#context))
    ) {
      this.#found.unread.push(textOf(tokens));
      return;
    }
    if (!other && this.#continueJson(tokens)) return;
    const meant = intents.filter((intent) => this.#isMeant(intent));
    if (meant.length > 0) {
      // Unique together with something that no form reads: alone it would be another rule.
      if (meansMore(meant, tokens) || ofSomeRows(tokens, this.#context))
        this.#found.unread.push(textOf(tokens));
      const scopes = this.#draft.scopes;
      this.#record(meant, sentence);
      if (partlyUnique.in(tokens) && this.#draft.scopes === scopes) this.#found.unread.push(textOf(tokens));
      if (!this.#settled.has(sentence))
        this.#found.reject(intents.filter((intent) => !meant.includes(intent)));
    } else if (this.#isOpenWish(sentence))
      (isMotive(tokens) ? this.#found.unreadTitle : this.#found.unread).push(textOf(tokens));
    else if (!this.#settled.has(sentence)) this.#continue(sentence, denied);
  }

  /** A short text may ask in a sentence of which every word is read. */
  #readPlain({ tokens, asks, from, ordered }: Said): boolean {
    const open = doubtful(tokens) || corrected(tokens);
    const fits = from !== 'title' || this.#titled;
    if (!fits || this.#injected || open || from === 'quote' || tokens.length > mostTokens) return false;
    const [draft, context, mentioned] = [this.#draft, this.#context, this.#mentioned];
    const read = readPlain(
      { tokens, draft, context, mentioned },
      { asks, later: deferred(tokens), short: this.#short || ordered === true },
    );
    for (const outcome of read ?? []) {
      if (outcome?.kind !== 'aside') this.#topic = outcome ?? this.#topic;
      else if (outcome.about === undefined) this.#discussed += 1;
      else this.#found.elsewhere.push(outcome.about);
    }
    return read !== undefined;
  }

  /** `… is missing for most rows, so we need to …`: the motive is told, and only what follows from it is read. */
  #readBehindMotive(sentence: Sentence, given: Sentence): boolean {
    const cut = isQuestion(sentence) ? undefined : reasonBefore(sentence.tokens);
    if (!cut) return false;
    const [draft, context, mentioned] = [this.#draft, this.#context, this.#mentioned];
    const limits = { asks: false, later: false, short: true };
    const holds = (tokens: readonly Token[]): boolean =>
      findIntents({ ...sentence, tokens }, context).intents.some(
        (one) => verdictOn(one, draft, context, { injected: this.#injected }).is === 'meant',
      );
    const fits = (tokens: readonly Token[]): boolean =>
      fitsPlain({ tokens, draft, context, mentioned }, limits);
    const { lead, rest } = cut;
    const [first, ...others] = findIntents({ ...sentence, tokens: rest }, context).intents;
    const ordered =
      fits(rest) || (first !== undefined && first.start < 4 && others.length === 0 && holds(rest));
    if (!ordered || fits(lead) || ordersChange(lead, context) || holds(lead)) return false;
    this.#found.leftAlone.push(textOf(lead));
    this.#read({ ...given, tokens: rest });
    return true;
  }

  /** A sentence that holds a request in plain words beside others: each is read by itself, in their order. */
  #readApart(sentence: Sentence, given: Sentence): boolean {
    const { tokens, from, asks } = sentence;
    const told = from === 'quote' || (from === 'title' && !this.#titled);
    const open = asks && isQuestion(sentence);
    if (this.#injected || open || told || tokens.length > mostTokens) return false;
    if (doubtful(tokens) || corrected(tokens) || deferred(tokens)) return false;
    const [draft, context, mentioned] = [this.#draft, this.#context, this.#mentioned];
    // `… and can we have …?`: asked for, and no question.
    const part = { ...given, asks: asks && !isPolite(sentence) };
    const limits = { asks, later: false, short: this.#short };
    const segments = plainSegments({ tokens, draft, context, mentioned }, limits);
    // `it` in a part is never what a later part of the sentence names.
    if (segments.length > 0) this.#before = undefined;
    for (const segment of segments) this.#read({ ...part, tokens: segment });
    if (segments.length > 0) return true;
    const statement = statementBehind(tokens, isStatement);
    if (statement) {
      this.#before = undefined;
      this.#read({ ...part, tokens: statement.before });
      this.#read({ ...part, tokens: statement.behind });
      return true;
    }
    const isRequest = (rest: readonly Token[], at: number): boolean => {
      const { intents } = findIntents({ ...sentence, tokens: rest }, context);
      const meant = intents.find((one) => verdictOn(one, draft, context, { injected: false }).is === 'meant');
      return meant !== undefined && (at === -1 || meant.start <= at);
    };
    const cut = cutPlain({ tokens, draft, context, mentioned }, limits, isRequest);
    if (!cut) return false;
    this.#before = undefined;
    const plain = { tokens: cut.plain, asks, from: 'paragraph' } as const;
    const rest = { ...part, tokens: cut.rest };
    if (cut.first) {
      if (!this.#readPlain(plain)) return false;
      this.#read(rest);
      return true;
    }
    this.#read(rest);
    if (!this.#readPlain(plain)) this.#found.unread.push(textOf(cut.plain));
    return true;
  }

  /** Of a longer text nobody can tell whether such a sentence asks, and passing over it would lose it. */
  #isOpenWish(sentence: Pick<Sentence, 'tokens' | 'asks' | 'from'>): boolean {
    const { tokens, asks, from } = sentence;
    const told = (from === 'title' && !this.#titled) || from === 'heading';
    const [draft, context, mentioned] = [this.#draft, this.#context, this.#mentioned];
    const limits = { asks, later: deferred(tokens), short: this.#short };
    return !told && !asks && isStated({ tokens, draft, context, mentioned }, limits);
  }

  /** What stands before or behind a request in its sentence may be one of its own. */
  #readBeside(said: readonly Token[]): boolean {
    const tokens = withoutJoints(said);
    if (tokens.length < 3) return false;
    const alone = { tokens, asks: false, from: 'paragraph' } as const;
    if (!this.#isOpenWish(alone)) return this.#readPlain(alone);
    this.#found.unread.push(textOf(tokens));
    return true;
  }

  #isMeant(intent: Intent): boolean {
    const verdict = verdictOn(intent, this.#draft, this.#context, { injected: this.#injected });
    const text = textOf(intent.sentence.tokens);
    if (verdict.is === 'meant' && verdict.doubted) this.#found.doubts.push(text);
    if (verdict.is !== 'aside') return verdict.is === 'meant';
    this.#settled.add(intent.sentence);
    if (verdict.told !== undefined) this.#found.leftAlone.push(verdict.told);
    if (verdict.open) this.#found.unread.push(text);
    if (verdict.elsewhere !== undefined) this.#found.elsewhere.push(verdict.elsewhere);
    return false;
  }

  #record(intents: readonly Intent[], { tokens }: Sentence): void {
    const own = withoutJsonLines(intents, tokens, this.#context);
    this.#found.reject(intents.filter((one) => !own.includes(one) && isColumnOrKey(one, this.#context)));
    const lead = tokens.slice(0, own[0]?.start);
    const filled = own[0]?.kind === 'backfill' && namesSomeRows(lead);
    if (own[0] && isRuleForSome(own[0], lead, this.#context)) this.#found.unread.push(textOf(tokens));
    if (!filled) this.#leadIn(lead);
    own.forEach((intent, index) => {
      const topic = recordIntent(intent, this.#draft);
      for (const run of leftInside(intent)) this.#found.account(residue(run, this.#context));
      this.#bindFill(intent);
      if (index === 0 && filled && !this.#settle(absorbWhere(lead, this.#draft, this.#context)))
        this.#found.unread.push(textOf(tokens));
      if (topic) this.#topic = topic;
      this.#readRest(intent, topic, tokens.slice(intent.next, own[index + 1]?.start));
    });
  }

  /** What stands behind a request in its sentence: more about it, an aside, or a part that nobody understood. */
  #readRest(intent: Intent, topic: Topic | undefined, behind: readonly Token[]): void {
    const context = this.#context;
    const renamed = intent.kind === 'renameColumn' ? readRenames(behind, this.#draft, context) : 0;
    // `(default false, not null) and a nullable `url``: what is in the brackets is about the column before them.
    const closed = behind[0]?.text === '(' ? behind.findIndex(({ text }) => text === ')') + 1 : 0;
    const beside = behind.slice(closed);
    const further =
      topic?.kind === 'columns' ? furtherColumns(topic, beside, this.#draft, context) : undefined;
    if (topic && further) {
      if (closed > 0) this.#readRest(intent, topic, behind.slice(0, closed));
      this.#topic = further.topic;
      this.#readRest(intent, further.topic, beside.slice(further.next));
      return;
    }
    const read = renamed + dropAfter(behind.slice(renamed), this.#draft, context);
    const dropped = intent.kind === 'dropColumn' || intent.kind === 'dropTable';
    if (dropped && dropToo(behind, this.#draft, context) > 0) return;
    if (/^rename/.test(intent.kind) && renameToo(behind, this.#draft, context) > 0) return;
    const rest = withoutPlaces(behind.slice(read + seriesWanted(behind.slice(read), this.#draft)));
    if (isRuleForSome(intent, rest, context, true)) {
      this.#found.unread.push(textOf(intent.sentence.tokens));
      return;
    }
    if (rest.length === 0 || this.#readBeside(rest)) return;
    if (rest.length === 1 && rest[0]?.low === 'cascade' && cascadeDropped(this.#draft)) return;
    const half = isHalfList(intent, rest) || isValueOf(intent, rest, context) || isOtherChoice(intent, rest);
    if (takesBack(intent, rest, context) || half) {
      this.#found.unread.push(textOf(intent.sentence.tokens));
      return;
    }
    if (intent.kind === 'splitTable' && goesToTwo(rest, context)) {
      this.#found.unread.push(textOf(intent.sentence.tokens));
      return;
    }
    if (intent.kind === 'addIndex' && rest[0]?.low === 'where') {
      const index = this.#draft.rules.at(-1);
      const condition = conditionOf(rest.slice(1));
      if (index?.kind === 'index' && condition) index.where = condition;
      else this.#found.unread.push(textOf(intent.sentence.tokens));
      return;
    }
    const absorbed = topic && absorb(topic, rest, this.#draft, context);
    if (
      destructiveKinds.has(intent.kind) &&
      !selfContained.has(intent.kind) &&
      !absorbed &&
      (isLimited(rest) || (intent.kind === 'backfill' && isTimed(rest)))
    ) {
      this.#found.unread.push(textOf(intent.sentence.tokens));
      return;
    }
    const left = topic?.kind === 'columns' ? scanFacts(rest, context).left : (absorbed ?? [rest]);
    if (topic?.kind === 'columns' && (isUnreadCheck(rest, context) || isList(left)))
      this.#found.unread.push(textOf(rest));
    const own = selfContained.has(intent.kind);
    this.#found.weigh(left, own || absorbed ? undefined : rest[0], own, context);
  }

  /** `The default is 5, and also …`: the head of a sentence may go on about the last request. */
  #leadIn(tokens: readonly Token[]): void {
    if (this.#readBeside(tokens)) return;
    const topic = this.#topic;
    const context = this.#context;
    const names = topic?.kind === 'columns' ? topic.drafts.map(({ name }) => name.text) : [];
    const about = topic && names.length > 0 && tokens.length > 0 && continuesAbout(tokens, names, context);
    if (about && this.#settle(absorb(topic, tokens, this.#draft, context))) return;
    this.#found.account(leadIn(tokens, context));
  }

  /** `existing rows get …` is for the columns just spoken about, not for every column of the request. */
  #bindFill({ kind }: Intent): void {
    const fill = this.#draft.fills.at(-1);
    const topic = this.#topic;
    if (kind !== 'backfill' || !fill || fill.column) return;
    if (topic?.kind === 'columns') fill.of = topic.drafts.map(({ name }) => name.text);
    if (topic?.kind === 'existing') fill.of = [topic.column.text];
  }

  /** A later sentence was understood, but for these runs; false where it was not. */
  #settle(left: Left): boolean {
    for (const run of left ?? []) if (!this.#readBeside(run)) this.#found.account(leadIn(run, this.#context));
    return left !== undefined;
  }

  /** A statement in a code span, or as a whole sentence, is read like one in a code block. */
  #readSql(sentence: Sentence): readonly Token[] {
    const { tokens, from } = sentence;
    const whole = textOf(tokens);
    const all = from !== 'heading' && isStatement(whole);
    const spans = tokens.filter(
      (token) =>
        token.kind === 'code' && token.inner.length > 2 && isChange(token.text) && !isFailure(token.text),
    );
    // `I tried `alter table …`, and it failed`
    if (spans.length > 0 && !all && isSqlTold(sentence)) {
      this.#found.leftAlone.push(whole);
      return tokens;
    }
    if (
      !all &&
      spans.length > 0 &&
      isShownQuery(spans, [this.#told, textOf(tokens.filter((one) => !spans.includes(one)))])
    ) {
      this.#found.leftAlone.push(textOf(tokens));
      return spans;
    }
    for (const text of all ? [whole] : spans.map((span) => span.text)) {
      const read = readDdl(text, this.#draft, this.#context);
      this.#topic = read.topic ?? this.#topic;
      this.#found.unread.push(...read.unread);
    }
    return all ? tokens : spans;
  }

  #continueJson(tokens: readonly Token[]): boolean {
    if (this.#topic?.kind !== 'json') return false;
    // `In user_progress, rename score → points` is no line about the document of another table.
    const { table } = this.#topic.draft.place;
    if (tablesIn(tokens, this.#context).some((other) => other !== table)) return false;
    const left = absorb(this.#topic, tokens, this.#draft, this.#context);
    return this.#settle(left);
  }

  /** A sentence without a request of its own: it goes on about the last one, is a line of its list, or is passed over. */
  #continue(sentence: Sentence, blocked: boolean): void {
    const { tokens } = sentence;
    // `tasks:` above a list, behind `Add the missing columns`.
    const [name, colon] = tokens;
    const owner =
      tokens.length === 2 && colon?.text === ':'
        ? this.#context.names.knownTable(name?.text ?? '')
        : undefined;
    if (owner && (this.#topic?.kind === 'moreColumns' || this.#columnsFollow)) {
      this.#columnsFollow = true;
      this.#topic = { kind: 'moreColumns', table: asReading(owner) };
      return;
    }
    if (this.#topic === undefined && columnsFollow.in(tokens)) this.#columnsFollow = true;
    const topic = this.#topic;
    if (sentence.from !== 'heading' && dropAfter(tokens, this.#draft, this.#context) === tokens.length)
      return;
    if (seriesWanted(tokens, this.#draft) === tokens.length) return;
    if (topic && sentence.from !== 'heading' && this.#goesOn(topic, sentence)) return;
    // `It should be …` below is about what was spoken of, where nothing was asked for before.
    if ((topic === undefined || topic.kind === 'spoken') && sentence.from !== 'heading') {
      const spoken = spokenOf(tokens, this.#context);
      // Behind two of them `it` is nobody's.
      const both = spoken && topic && sentence.from === 'item' && topic.kind === 'spoken';
      this.#topic = both ? undefined : (spoken ?? topic);
    }
    const denied = blocked || isProhibition(tokens);
    if (denied) {
      this.#found.leftAlone.push(`${textOf(tokens)} (is no order)`);
      return;
    }
    const heading = sentence.from === 'heading' || isCriteria(sentence);
    const ruled = this.#draft.rules.some(({ kind }) => restricting.has(kind));
    if (ruled && isExempting(tokens)) this.#found.unread.push(textOf(tokens));
    else if (isFailure(textOf(tokens)) && !this.#draft.begun) this.#found.leftAlone.push(textOf(tokens));
    else if (deferred(tokens)) this.#found.leftAlone.push(`${textOf(tokens)} (is for later)`);
    else if (sentence.from !== 'title' && isWorkBeside(tokens, this.#context))
      this.#found.leftAlone.push(`${textOf(tokens)} (is not about the database)`);
    else if (this.#short && !heading && this.#draft.begun && wishesBeside(tokens, this.#context))
      this.#found.unread.push(textOf(tokens));
    else if (
      (!heading && isUnreadDirective(tokens, this.#context)) ||
      (sentence.from !== 'heading' && this.#draft.begun && isAboutExisting(tokens))
    ) {
      const place = elsewhere(tokens, 0, tokens.length, this.#context);
      if (place === undefined) this.#found.pass(sentence, this.#draft);
      else {
        this.#found.elsewhere.push(place);
        this.#found.leftAlone.push(`${textOf(tokens)} (is about ${place})`);
      }
    } else if (!heading && namesIndex(tokens)) this.#found.pass(sentence, this.#draft);
    else if (sentence.from !== 'heading') this.#found.leftAlone.push(textOf(tokens));
  }

  #goesOn(topic: Topic, sentence: Sentence): boolean {
    const further = goesOn(topic, sentence, this.#draft, this.#context);
    if (further === undefined) return false;
    this.#topic = further.topic ?? this.#topic;
    // On the line of a column, what is marked says something about it: nobody passes over that.
    const marked = further.left.find((run) =>
      run.some(({ kind, text }) => (kind === 'code' && sentence.from === 'item') || alternatives.has(text)),
    );
    // Behind the columns of a table: more about them, or more of them.
    const behind = further.left.find(
      ([first, ...more]) =>
        topic.kind === 'table' &&
        /^[(,]$/.test(first?.text ?? '') &&
        more.some(({ kind }) => kind === 'code'),
    );
    if (behind) this.#found.account({ open: behind, passed: [] });
    if (marked && (topic.kind === 'table' || topic.kind === 'columns'))
      this.#found.account({ open: marked, passed: [] });
    if (further.unread) this.#found.unread.push(textOf(sentence.tokens));
    return this.#settle(further.left);
  }

  get asks(): boolean {
    const { begun, questions, fulfilled } = this.#draft;
    return (
      begun ||
      [questions, fulfilled, this.#found.unread, this.#found.elsewhere].some((said) => said.length > 0)
    );
  }

  understanding(sentences: readonly Sentence[], request: { title: string; body: string }): Understanding {
    const versions = `${request.title}\n${request.body}`
      .split(/[\s`"'()<>]+/)
      .flatMap((word) => versionIn(word) ?? []);
    if (withoutSummaries(this.#draft.rules, this.#titleRules, this.#context)) {
      const [open = ''] = this.#found.unread;
      if (this.#ofTitle === 1 && this.#titleRules.length === 1 && !/\band\b|[,;&]/.test(open))
        this.#found.unread.shift();
      this.#found.leftAlone.push(request.title);
    }
    const ofTitle = { columns: this.#titleColumns, rules: this.#titleRules };
    const [unread = ''] = this.#found.unread;
    if (this.#ofTitle === 1 && isMereWords(unread) && isToldAgain(ofTitle, this.#draft)) {
      this.#found.unread.shift();
      this.#found.leftAlone.push(request.title);
    }
    for (const column of this.#titleColumns.filter((one) => isHeadline(one, request, this.#draft))) {
      const at = this.#draft.columns.indexOf(column);
      if (at !== -1) this.#draft.columns.splice(at, 1);
      this.#found.leftAlone.push(request.title);
    }
    const places = [...this.#draft.columns, ...this.#draft.rules];
    const [bare, ...others] = this.#draft.tables.filter(({ columns }) => columns.length === 0);
    if (this.#shown && bare && others.length === 0)
      readExhibit(this.#shown, this.#draft, { kind: 'table', draft: bare }, this.#context, {
        ordered: true,
        told: false,
      });
    this.#draft.questions.push(
      ...againstTitle(this.#draft.rules, this.#titleRules, this.#title?.tokens ?? [], this.#context),
    );
    const unnamed = places.some((one) => 'table' in one && one.table === undefined);
    if (this.#severalTables !== undefined && unnamed)
      this.#draft.questions.push(
        `Which tables are meant by "${this.#severalTables}"? Please name each of them.`,
      );
    if (this.#ofTitle === 1 && saysAgain(this.#found.unread[0] ?? '', this.#draft.rules))
      this.#found.unread.shift();
    return {
      draft: this.#draft,
      ...this.#found.told,
      named: this.#named,
      severalTables: unnamed ? this.#severalTables : undefined,
      questions: this.#questions,
      titleAsks: titleAsks(sentences) || beginsWithQuestion(sentences) || wantsOpinions(sentences),
      alone: sentences.every(({ from }) => from === 'title'),
      asksForHelp: asksForHelp(sentences),
      aboutDocuments: isAboutDocuments(sentences),
      toolFeature: isToolFeature(sentences),
      discussed: this.#discussed,
      signals: signals(sentences),
      mentioned: this.#mentioned,
      versions: [...new Set(versions)],
    };
  }
}
