import { namesOf } from '../../policies/sql/walk.ts';
import type { CheckedStatement } from '../migration.ts';
import type { Thing } from './catalog.ts';
import { readDefinition } from './definition.ts';
import { addedBy } from './origin.ts';
import type { Scene } from './scene.ts';
import { addedConstraints } from './tree.ts';

export interface ForeignKey {
  readonly thing: Thing;
  readonly table: Thing;
  readonly columns: readonly string[];
  /** Schema and name. */
  readonly referenced: readonly string[];
  readonly referencedColumns: readonly string[];
  /** The statement that made it. */
  readonly at: CheckedStatement;
}

const found = new WeakMap<Scene, readonly ForeignKey[]>();

/** Foreign keys that are there after a migration and were not before; a partition's own are its parent's. */
export function foreignKeysAdded(scene: Scene): readonly ForeignKey[] {
  const known = found.get(scene);
  if (known !== undefined) return known;
  const added = scene.after.sameArea(scene.before, 'constraints') ? [] : scene.after.all('constraints');
  const keys = added.flatMap((thing) => {
    const { definition = '', inherited } = thing.attributes;
    if (!definition.startsWith('FOREIGN KEY') || inherited !== undefined) return [];
    if (scene.before.named('constraints', thing.parts) !== undefined) return [];
    const table = scene.after.named('relations', thing.parts.slice(0, -1));
    return table === undefined ? [] : keysOf(scene, thing, table, definition);
  });
  found.set(scene, keys);
  return keys;
}

function keysOf(scene: Scene, thing: Thing, table: Thing, definition: string): ForeignKey[] {
  const node = readDefinition(`alter table t add ${definition}`);
  const constraints = node === undefined ? [] : addedConstraints(node, 'CONSTR_FOREIGN');
  return constraints.flatMap(({ constraint: { fk_attrs, pk_attrs, pktable } }) => {
    const columns = namesOf(fk_attrs);
    const at = addedBy(scene, table, [thing.parts.at(-1) ?? ''], columns);
    const referenced = [pktable?.schemaname ?? 'public', pktable?.relname ?? ''];
    return at === undefined
      ? []
      : [{ thing, table, at, columns, referenced, referencedColumns: namesOf(pk_attrs) }];
  });
}
