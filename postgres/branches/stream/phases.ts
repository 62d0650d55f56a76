import type { FactBase } from '@supabase/pg-delta';
import type { Action } from '@supabase/pg-delta/plan';
import type { Order } from './order.ts';

/** What would slow down or refuse the rows, or run on them; made when they are in. */
const kindsAfterRows = new Set<string>([
  'constraint',
  'index',
  'trigger',
  'eventTrigger',
  'rule',
  'policy',
  'materializedView',
  'publication',
  'publicationRel',
  'publicationSchema',
]);

/** Splits into what must be there before rows are loaded, and the rest with all that depends on it. */
export function splitAtRows(
  actions: readonly Action[],
  after: Order,
  facts: FactBase,
): { readonly before: Action[]; readonly afterwards: Action[] } {
  const late = new Set<number>();
  const mark = (index: number): void => {
    if (late.has(index)) return;
    late.add(index);
    for (const next of after[index] ?? []) mark(next);
  };
  // COPY refuses a table with row security unless its role may bypass it.
  for (const [index, { produces, sql }] of actions.entries())
    if (
      produces.some((id) => kindsAfterRows.has(id.kind) && facts.get(id)?.parent?.kind !== 'domain') ||
      /(ENABLE|FORCE) ROW LEVEL SECURITY$/.test(sql)
    )
      mark(index);
  return {
    before: actions.filter((_, index) => !late.has(index)),
    afterwards: actions.filter((_, index) => late.has(index)),
  };
}
