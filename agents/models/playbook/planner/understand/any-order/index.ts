import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { reasonWords } from '../../lexicon/any-order.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { tablesIn } from '../mentioned.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { ordersChange } from '../unread/weight.ts';
import { rulesOf } from './rules.ts';
import { Sight } from './sight.ts';
import { wantsSomething, why } from './words.ts';

/** A longer sentence says more than one thing. */
const mostTokens = 40;
/** Where the sentence names no table, one of so few that the text speaks of. */
const mostTables = 3;

/** `` `user + event` ``: several names between one pair of marks. */
const unmarked = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) =>
    token.kind === 'code' && token.inner.some(({ text }) => /^[+,&]$/.test(text)) ? token.inner : [token],
  );

/** What makes a rule worth having is no further wish, as long as it speaks of nothing that another rule is for. */
function explains(reason: readonly Token[], { kind }: RuleDraft, context: ReadingContext): boolean {
  const own = reasonWords[kind];
  const text = textOf(reason);
  if (!own?.test(text) || ordersChange(reason, context)) return false;
  const left = text.replace(new RegExp(own, 'gi'), '');
  return !Object.values(reasonWords).some((words) => words.test(left));
}

/**
 * An order whose words stand in any order: `The email column in table users should be marked as unique key`. Read
 * only where every word of it is known, for one table alone: one more word, and it may say something else. The
 * answer is the reason behind it, which asks for nothing.
 */
export function readAnyOrder(
  given: readonly Token[],
  draft: Draft,
  mentioned: readonly CatalogTable[],
  context: ReadingContext,
): readonly Token[] | undefined {
  const tokens = unmarked(given);
  const at = why.find(tokens, 1);
  const order = at === -1 ? tokens : tokens.slice(0, at);
  const reason = tokens.slice(order.length);
  if (order.length < 3 || order.length > mostTokens || !wantsSomething(order)) return undefined;
  const here = new Set(tablesIn(order, context));
  const tables = here.size > 0 ? [...here] : mentioned.length <= mostTables ? mentioned : [];
  const read = tables.flatMap((table) => {
    const sight = new Sight(table, context);
    const rules = sight.reads(order) ? rulesOf(sight, order) : undefined;
    return rules ? [rules] : [];
  });
  const [rules, ...others] = read;
  const [first] = rules ?? [];
  if (!rules || !first || others.length > 0) return undefined;
  if (reason.length > 0 && !explains(reason, first, context)) return undefined;
  draft.rules.push(...rules);
  return reason;
}
