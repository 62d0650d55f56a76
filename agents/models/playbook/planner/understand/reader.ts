import type { ReadingContext } from '../grammar/slots/context.ts';
import { versionIn } from '../grammar/slots/places.ts';
import type { Exhibit, Sentence } from '../text/sentences.ts';
import { textOf } from '../text/tokens.ts';
import {
  asksForHelp,
  beginsWithQuestion,
  isAboutDocuments,
  isProgramFault,
  isToolFeature,
  titleAsks,
  wantsOpinions,
} from './about/asks-only.ts';
import { signals } from './about/signals.ts';
import { leaveTableSummaries } from './designs/summary.ts';
import { tableLead } from './exhibits/column-table.ts';
import { isFailureShown } from './exhibits/failure-shown.ts';
import { type Lead, readExhibit } from './exhibits/index.ts';
import { schemaOf } from './exhibits/paired.ts';
import { headsWayBack } from './exhibits/way-back.ts';
import { tablesIn } from './mentioned.ts';
import { isModelOrdered, isModelTitle, isSqlTold, ordersOne, stageOf } from './models/ordered.ts';
import { ReaderState } from './reader-state.ts';
import { readReported } from './reported/index.ts';
import { listsRedundant } from './reported/redundant-indexes.ts';
import { readSentence } from './stages/index.ts';
import { againstTitle } from './title/against.ts';
import { settleFirst } from './title/first-told.ts';
import { settleTitle } from './title/index.ts';
import { namedOtherwise } from './title/named-otherwise.ts';
import { isRetold } from './title/retold.ts';
import { allTicked } from './told/all-ticked.ts';
import { isContextSection } from './told/contexts.ts';
import { asksBelow, isWithheld } from './told/withheld.ts';
import { readToldType } from './told-type.ts';
import type { Understanding } from './understanding.ts';
import { namesThings } from './unread/weight.ts';

/** Reads a request sentence by sentence, each with what was spoken of before it. */
export class Reader {
  readonly #state: ReaderState;
  /** A table of columns that stands above the order which it is for. */
  #shown: Extract<Exhibit['content'], { kind: 'table' }> | undefined;
  /** A schema that the text shows as it is. */
  #today: string | undefined;

  constructor(context: ReadingContext, { short, titled }: { short: boolean; titled: boolean }) {
    this.#state = new ReaderState(context, { short, titled });
  }

  /** How many changes were read so far. */
  get orders(): number {
    const { columns, tables, rules } = this.#state.draft;
    return columns.length + rules.length + tables.reduce((sum, one) => sum + 1 + one.columns.length, 0);
  }

  exhibit({ content, section }: Exhibit): void {
    const state = this.#state;
    const { context, draft, found, mentioned, title, above } = state;
    if (state.injected || isContextSection(section)) return;
    if (content.kind === 'table' && listsRedundant(content.header)) return;
    const back = headsWayBack(above, section);
    if (draft.begun && back) {
      found.leftAlone.push(`${section || textOf(above?.tokens ?? [])} (is the way back)`);
      return;
    }
    if (content.kind === 'table' && state.topic === undefined) this.#shown = content;
    const stage = stageOf(above);
    if (stage === 'shown' && content.kind === 'code' && schemaOf(content.text, context)) {
      this.#today = content.text;
      return;
    }
    const leads = [above, title].flatMap((one) => (one ? [textOf(one.tokens)] : []));
    const lead: Lead = {
      ordered: stage === 'wished' || isModelOrdered(title, above),
      told:
        back ||
        state.asked ||
        (stage === undefined && isSqlTold(above ?? title)) ||
        isFailureShown(title, above, section),
      before: stage === 'wished' ? this.#today : undefined,
      table: tableLead(leads, mentioned, context.names),
      // With a snippet the title is read like the rest where it is all the text there is.
      orders: (models) => ordersOne([title, above], models) || (state.titled && isModelTitle(title, models)),
    };
    const read = readExhibit(content, draft, state.topic, context, lead);
    state.topic = read.topic ?? state.topic;
    found.unread.push(...read.unread);
    if (read.settles) state.ofTitle.unread -= found.settle(leads, state.ofTitle.unread);
  }

  /** The line above a statement, which says what it sums up. */
  lead(sentence: Sentence): void {
    this.#state.told = textOf(this.#state.above?.tokens ?? []);
    this.#state.above = sentence;
    this.#state.asked = asksBelow(sentence);
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
    readSentence(this.#state, given);
    if (given.from !== 'title') return;
    this.#state.ofTitle.columns.push(...draft.columns.slice(columns));
    this.#state.ofTitle.rules.push(...draft.rules.slice(rules));
    this.#state.ofTitle.unread += found.unread.length - unread;
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
    const state = this.#state;
    const { context, draft, found, mentioned, ofTitle, severalTables } = state;
    const title = state.title?.tokens ?? [];
    const versions = `${request.title}\n${request.body}`
      .split(/[\s`"'()<>]+/)
      .flatMap((word) => versionIn(word) ?? []);
    readReported(state, request);
    readToldType(state, sentences, request.body);
    settleTitle(state, ofTitle, request, textOf(title));
    leaveTableSummaries(state);
    settleFirst(
      sentences.find(({ from }) => from !== 'title' && from !== 'heading')?.tokens,
      draft,
      found,
      context,
    );
    if (draft.begun) found.doubts.push(...state.open);
    const places = [...draft.columns, ...draft.rules];
    const [bare, ...others] = draft.tables.filter(({ columns }) => columns.length === 0);
    if (this.#shown && bare && others.length === 0)
      readExhibit(this.#shown, draft, { kind: 'table', draft: bare }, context, {
        ordered: true,
        told: false,
      });
    draft.questions.push(...namedOtherwise(sentences, draft));
    draft.questions.push(...againstTitle(draft.rules, ofTitle.rules, title, context));
    const unnamed = places.some((one) => 'table' in one && one.table === undefined);
    if (severalTables !== undefined && unnamed)
      draft.questions.push(`Which tables are meant by "${severalTables}"? Please name each of them.`);
    return {
      draft,
      ...found.told,
      named: state.named,
      severalTables: unnamed ? severalTables : undefined,
      questions: state.questions,
      ticked: allTicked(sentences),
      titleAsks: titleAsks(sentences) || beginsWithQuestion(sentences) || wantsOpinions(sentences),
      alone: sentences.every(({ from }) => from === 'title'),
      asksForHelp: asksForHelp(sentences),
      aboutDocuments: isAboutDocuments(sentences) && !namesThings(title, context),
      toolFeature: isToolFeature(sentences),
      programFault: isProgramFault(sentences),
      discussed: state.discussed,
      signals: signals(sentences),
      mentioned,
      versions: [...new Set(versions)],
    };
  }
}
