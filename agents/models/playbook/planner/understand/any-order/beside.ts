import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { mayName } from '../unread/weight.ts';
import { rulesOf } from './rules.ts';
import { Sight } from './sight.ts';

/** A new clause begins. Behind a comma alone, what follows may be about the column before. */
const joiners: ReadonlySet<string> = new Set(['and', 'plus', 'also', ';']);
/** The column before may be one of them, too. */
const combined = new Phrases(
  phrases('per | for each | with | together | combined | in combination | along with | across | both'),
);

/** Of `estimated minutes is at most 600`, the column that such a limit is for. */
function limitsOther(tokens: readonly Token[], table: CatalogTable, context: ReadingContext): boolean {
  if (!tokens.some(({ kind, low }) => kind === 'number' || low === 'one' || low === 'of')) return false;
  const { facts, left } = scanFacts(tokens, context);
  if ([facts.min, facts.max, facts.minLength, facts.maxLength, facts.oneOf].every((one) => one === undefined))
    return false;
  return left.some((run) =>
    run.some((token, at) => {
      const next = run[at + 1];
      const names = [
        token.kind === 'code' || token.text.includes('_') ? token.text : '',
        next ? `${token.text}_${next.text}` : '',
      ];
      return names.some((name) => name !== '' && columnOf(table, name)?.how === 'exact');
    }),
  );
}

/**
 * Behind new columns, a clause or a line about columns that their table has already, `… and an index on due date`:
 * its rules go to the draft. `unread` where it may as well be about the new ones, or nobody knows what it says of
 * the old ones; undefined where it is not about those.
 */
export function readRuleBeside(
  given: readonly Token[],
  table: CatalogTable,
  ownLine: boolean,
  draft: Draft,
  context: ReadingContext,
): 'read' | 'unread' | undefined {
  // Most sentences speak of none: they are not looked at word by word.
  if (!mayName(given, context)) return undefined;
  const start = given.findIndex(({ low }) => low !== ',' && !joiners.has(low));
  const tokens = given.slice(Math.max(start, 0));
  const sight = new Sight(table, context);
  if (!sight.reads(tokens.filter(({ low }) => low !== 'per')))
    return limitsOther(tokens, table, context) ? 'unread' : undefined;
  // `, unique per owner` says all of the new ones.
  if (scanFacts(tokens, context).left.length === 0) return undefined;
  const { asked, orders, columns, standard, type } = sight;
  if (columns.length === 0 || (asked.size === 0 && orders.size === 0 && !standard && !type)) return undefined;
  const joined = ownLine || given.slice(0, start).some(({ low }) => joiners.has(low));
  if (!joined || combined.in(tokens)) return 'unread';
  orders.add('add');
  const rules = rulesOf(sight, tokens);
  draft.rules.push(...(rules ?? []));
  return rules ? 'read' : 'unread';
}
