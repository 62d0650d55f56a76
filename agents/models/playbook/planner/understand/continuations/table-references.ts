import { scanFacts } from '../../attributes/read.ts';
import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { TableDraft } from '../draft.ts';

const all = compilePattern(
  '(both|all|the) [of] [the] [two|three|these] (references|foreign keys|fks|foreign key columns|fk columns|foreign-keys) (should|must|are|have|need|use|with|shall|will) [be|to|to be|have|use]',
  words,
);

const columns = compilePattern(
  '(both|all|all of|each of) [of] [the] [two|three|these] (columns|fields|of them|of these|them) (should|must|are|have to|need to|can|may|shall|will) [be|to|to be]',
  words,
);

/** `Both references should cascade on delete`, `All columns are required`: said of each of them in a new table. */
export function tableReferences(
  tokens: readonly Token[],
  table: TableDraft,
  context: ReadingContext,
): boolean {
  const ofEach = matchAt(columns, tokens, 0, slots, context);
  const lead = ofEach ?? matchAt(all, tokens, 0, slots, context);
  if (!lead) return false;
  const { facts, left } = scanFacts(said(tokens, lead.next), context);
  const referring = table.columns.filter(({ facts }) =>
    ofEach ? facts.facts.primaryKey === undefined : facts.facts.references !== undefined,
  );
  if (Object.keys(facts).length === 0 || left.length > 0 || referring.length === 0) return false;
  for (const column of referring)
    column.facts = { ...column.facts, facts: { ...column.facts.facts, ...facts } };
  return true;
}

/** `be` was read as part of the lead, and `be null` is what is said. */
const said = (tokens: readonly Token[], next: number): readonly Token[] =>
  tokens.slice(tokens[next]?.low === 'null' ? next - 1 : next);
