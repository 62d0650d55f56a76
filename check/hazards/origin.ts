import type { Node } from 'libpg-query';
import { namesOf, walk } from '../../policies/sql/walk.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Thing } from './catalog.ts';
import type { Scene } from './scene.ts';

/**
 * The statement that made something of a table: the last definition of the table that names all of the first choice of
 * words that any does, else the first definition. A migration may put its SQL together only when it runs: then the
 * first statement that names the table, or the first of all.
 */
export function addedBy(
  { sights }: Scene,
  table: Thing,
  ...choices: (readonly string[])[]
): CheckedStatement | undefined {
  const statements = sights.map(({ statement }) => statement);
  const ofTable = statements.filter(({ node }) => namesIn(node).has(table.parts.at(-1) ?? ''));
  const definitions = ofTable.filter(({ node }) => definesTable(node));
  for (const words of choices) {
    const found = definitions.findLast(({ node }) => words.every((word) => namesIn(node).has(word)));
    if (found !== undefined) return found;
  }
  return definitions[0] ?? ofTable[0] ?? statements[0];
}

const definesTable = (node: Node): boolean =>
  ['CreateStmt', 'AlterTableStmt', 'RenameStmt', 'ViewStmt', 'CreateTableAsStmt'].some(
    (kind) => kind in node,
  );

const known = new WeakMap<object, ReadonlySet<string>>();

/** Every name that stands in a statement. */
export function namesIn(node: object): ReadonlySet<string> {
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
