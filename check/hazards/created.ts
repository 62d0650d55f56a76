import type { CheckedStatement } from '../migration.ts';
import type { Thing } from './catalog.ts';
import { addedBy } from './origin.ts';
import type { Scene } from './scene.ts';

export interface CreatedTable {
  readonly table: Thing;
  readonly at: CheckedStatement;
}

/** Tables that the migration made and that stayed; neither partitions nor tables that were there by another name. */
export function createdTables(scene: Scene): CreatedTable[] {
  const { before, after, sights } = scene;
  if (after.sameArea(before, 'relations')) return [];
  const renamed = sights.some(({ node }) => 'RenameStmt' in node || 'AlterObjectSchemaStmt' in node);
  return after.all('relations').flatMap((table) => {
    const { kind, parts, attributes } = table;
    if (kind !== 'table' && kind !== 'partitioned table') return [];
    if (before.named('relations', parts) !== undefined || 'partition bound' in attributes) return [];
    const at = addedBy(scene, table);
    const made = sights.find(
      ({ node }) => 'CreateStmt' in node && node.CreateStmt.relation?.relname === parts.at(-1),
    );
    if (at === undefined || (renamed && made === undefined)) return [];
    return [{ table, at: made?.statement ?? at }];
  });
}
