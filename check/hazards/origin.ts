import { namesOf, walk } from '../../policies/sql/walk.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Thing } from './catalog.ts';
import type { Scene } from './scene.ts';

/**
 * The statement that made an object of a table: the last that names both, else the last that names the table, else
 * the first of the migration, which may put its SQL together only when it runs.
 */
export function addedBy({ sights }: Scene, table: Thing, name: string): CheckedStatement | undefined {
  const statements = sights.map(({ statement }) => statement);
  const ofTable = statements.filter(({ node }) => names(node).has(table.parts.at(-1) ?? ''));
  return ofTable.findLast(({ node }) => names(node).has(name)) ?? ofTable.at(-1) ?? statements[0];
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** Every name that stands in a statement. */
function names(node: object): ReadonlySet<string> {
  const before = known.get(node);
  if (before !== undefined) return before;
  const found = new Set<string>();
  walk(node, (_, fields) => {
    for (const value of Object.values(fields)) {
      if (typeof value === 'string') found.add(value);
      else if (Array.isArray(value)) for (const name of namesOf(value)) found.add(name);
    }
  });
  known.set(node, found);
  return found;
}
