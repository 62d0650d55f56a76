import { scanFacts } from '../attributes/read.ts';
import { matchAt } from '../grammar/match.ts';
import { compilePattern } from '../grammar/pattern.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { slots } from '../grammar/slots/slots.ts';
import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';
import type { TableDraft } from './draft.ts';

const all = compilePattern(
  '(both|all|the) [of] [the] [two|three|these] (references|foreign keys|fks|foreign key columns|fk columns|foreign-keys) (should|must|are|have|need|use|with|shall|will) [be|to|to be|have|use]',
  words,
);

/** `Both references should cascade on delete`: said of each column of a new table that refers to another. */
export function tableReferences(
  tokens: readonly Token[],
  table: TableDraft,
  context: ReadingContext,
): boolean {
  const lead = matchAt(all, tokens, 0, slots, context);
  if (!lead) return false;
  const { facts, left } = scanFacts(tokens.slice(lead.next), context);
  const referring = table.columns.filter(({ facts }) => facts.facts.references !== undefined);
  if (Object.keys(facts).length === 0 || left.length > 0 || referring.length === 0) return false;
  for (const column of referring)
    column.facts = { ...column.facts, facts: { ...column.facts.facts, ...facts } };
  return true;
}
