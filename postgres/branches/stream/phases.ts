import type { FactBase } from '@supabase/pg-delta';
import type { Action } from '@supabase/pg-delta/plan';
import type { Order } from './order.ts';

/** What would slow down or refuse the rows, or run on them; made when they are in. */
const kindsAfterRows = new Set<string>([
  'constraint',
  'index',
  'trigger',
  'rule',
  'policy',
  'materializedView',
  'publication',
  'publicationRel',
  'publicationSchema',
]);

export interface Parts {
  /** What must be there before rows are loaded. */
  readonly before: Action[];
  readonly afterwards: Action[];
  /** Event triggers would run on whatever is made after them. */
  readonly last: Action[];
}

/** What depends on an action is never in an earlier part than the action. */
export function splitAtRows(actions: readonly Action[], after: Order, facts: FactBase): Parts {
  const late = withDependents(actions, after, ({ produces, sql }) => {
    if (produces.some((id) => kindsAfterRows.has(id.kind) && facts.get(id)?.parent?.kind !== 'domain'))
      return true;
    // COPY refuses a table with row security unless its role may bypass it.
    return /(ENABLE|FORCE) ROW LEVEL SECURITY$/.test(sql);
  });
  const last = withDependents(actions, after, ({ produces }) =>
    produces.some(({ kind }) => kind === 'eventTrigger'),
  );
  return {
    before: actions.filter((_, index) => !late.has(index) && !last.has(index)),
    afterwards: actions.filter((_, index) => late.has(index) && !last.has(index)),
    last: actions.filter((_, index) => last.has(index)),
  };
}

function withDependents(
  actions: readonly Action[],
  after: Order,
  isMeant: (action: Action) => boolean,
): Set<number> {
  const marked = new Set<number>();
  const mark = (index: number): void => {
    if (marked.has(index)) return;
    marked.add(index);
    for (const next of after[index] ?? []) mark(next);
  };
  for (const [index, action] of actions.entries()) if (isMeant(action)) mark(index);
  return marked;
}
