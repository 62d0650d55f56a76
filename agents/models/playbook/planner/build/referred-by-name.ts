import type { ColumnFacts, Reference } from '../attributes/spec.ts';
import { isPersonWord } from '../resolve/people.ts';
import type { Resolver, Target } from './resolver.ts';

/** `product_id`, `idProduct`: a product. */
export const rowOf = (name: string): string => name.replace(/_?ids?$|^id(?:_|(?=[A-Z]))/i, '');

/**
 * What a new column of a table that is there refers to, where the text says that it is a foreign key, and only its
 * name says of which table: `task_id`, `reviewer_id`, `invited_by`. Undefined with a question where none fits.
 */
export function referredByName(
  name: string,
  facts: ColumnFacts,
  target: Target,
  resolver: Resolver,
): Reference | undefined {
  const row = rowOf(name);
  const at = `${target.name}.${name}`;
  const person = isPersonWord(row) || /_by$/.test(row);
  const table = facts.refersSelf
    ? target.name
    : (resolver.referred(row) ?? (person ? resolver.people : undefined));
  if (table === undefined) {
    const action = facts.onDelete === undefined ? '' : `, on delete ${facts.onDelete}`;
    return resolver.ask(`Which table does ${at} refer to${action}? No table is called so.`);
  }
  resolver.assume(`${at} refers to ${table}`);
  return { table };
}
