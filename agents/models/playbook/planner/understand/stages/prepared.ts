import { shownWords } from '../../lexicon/elsewhere-words.ts';
import type { Sentence } from '../../text/sentences.ts';
import type { Token } from '../../text/tokens.ts';
import { textOf } from '../../text/tokens.ts';
import { withIndexSpan } from '../indexes/spans.ts';
import type { ReaderState } from '../reader-state.ts';
import { withReferent } from '../referent.ts';
import { doubtful, isQuestion } from '../told/contexts.ts';
import { asksBelow } from '../told/withheld.ts';
import { withEnumForColumn } from '../wording/enum-for-column.ts';
import { asImperative } from '../wording/gerund.ts';
import { bareOrder } from '../wording/index.ts';
import { withInlineClauses } from '../wording/inline-clauses.ts';
import { withInlineFields } from '../wording/inline-fields.ts';
import { withTableOfMigration } from '../wording/migration-for.ts';
import { withReasonLast } from '../wording/reason-first.ts';

const layers = /^(?:\[(?:mobile|frontend|api|ui)\]|(?:fix|feat)\((?:ui|api|mobile|frontend)\):|docs:|test:)/i;

/** What `it` may be about: the sentence before in the same block, else the title. */
function spokenBefore(state: ReaderState, { block, from }: Sentence): readonly (readonly Token[])[] {
  const { columns, tables, rules } = state.draft;
  const ownOnly = columns.length + tables.length > 0 || rules.length > state.ofTitle.rules.length;
  if (ownOnly || from === 'title') return [];
  const beside = state.before?.block === block ? [state.before.tokens] : [];
  const sources = state.title ? [...beside, state.title.tokens] : beside;
  // `users.phone is shown in the sidebar. Remove it.`: what shall go is not in the schema.
  return sources.some((tokens) => shownWords.test(textOf(tokens))) || layers.test(state.context.text)
    ? []
    : sources;
}

/** The sentence as the grammar knows it, and what later ones look back at. */
export function prepared(
  state: ReaderState,
  said: Sentence,
): { readonly given: Sentence; readonly sentence: Sentence } {
  const given = withInlineFields(said);
  const { context, draft } = state;
  if (given.from === 'title') state.title ??= isQuestion(given) ? undefined : given;
  else {
    state.told = textOf(state.above?.tokens ?? []);
    state.above = isQuestion(given) ? undefined : given;
    state.asked = asksBelow(given) || (given.asks && (isQuestion(given) || doubtful(given.tokens)));
  }
  const before = state.before?.block === given.block && !draft.begun ? state.before.tokens : [];
  const indexed = draft.rules.some(({ kind }) => kind === 'index');
  const called = given.from === 'heading' ? given.tokens : asImperative(given.tokens);
  const order = bareOrder(withIndexSpan(withTableOfMigration(called, context), context), indexed);
  const enumOrder = withEnumForColumn(order, before, context);
  const tokens = withReferent(withReasonLast(enumOrder, context), spokenBefore(state, given), context);
  state.before = given;
  return { given, sentence: withInlineClauses({ ...given, tokens }) };
}
