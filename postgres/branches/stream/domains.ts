import type { FactBase } from '@supabase/pg-delta';
import type { Action } from '@supabase/pg-delta/plan';
import { ident } from '../../sql.ts';

/**
 * From 17 on NOT NULL of a domain is a constraint with a name, and the planner writes it twice, which the server
 * refuses. The one without a name stays; `supplement.sql` gives it the name where it is not the usual one.
 */
export function withoutRepeatedNotNull(actions: readonly Action[], facts: FactBase): Action[] {
  return actions.map((action) => {
    let { sql } = action;
    for (const id of action.produces)
      if (id.kind === 'constraint' && facts.get(id)?.parent?.kind === 'domain')
        sql = sql.replace(` CONSTRAINT ${ident(id.name)} NOT NULL`, '');
    return sql === action.sql ? action : { ...action, sql };
  });
}
