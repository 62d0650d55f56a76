import type { Node } from 'libpg-query';
import type { Thing } from './catalog.ts';
import { droppedByName, saying, sortOf } from './dropped-by-name.ts';
import { keyOf } from './names.ts';
import { namesIn } from './origin.ts';
import type { Scene, Sight } from './scene.ts';

/** DROP … CASCADE, also of a column or a constraint. */
export function cascades(node: Node): boolean {
  if ('DropStmt' in node) return node.DropStmt.behavior === 'DROP_CASCADE';
  if (!('AlterTableStmt' in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).some(
    (item) =>
      'AlterTableCmd' in item &&
      (item.AlterTableCmd.subtype ?? '').startsWith('AT_Drop') &&
      item.AlterTableCmd.behavior === 'DROP_CASCADE',
  );
}

const areas = [
  'schemas',
  'relations',
  'columns',
  'constraints',
  'policies',
  'triggers',
  'functions',
  'types',
  'sequences',
  'rules',
];

/**
 * What a migration leaves gone though no statement of it drops it by name: with a CASCADE in it, what that took. The
 * parts of what is gone are not told one by one, nor what belongs to a column that was dropped by name.
 */
export function goneWith({ scene, node, statement }: Sight): Thing[] {
  const cascading = scene.sights.filter((sight) => cascades(sight.node));
  // Of several in one migration each counts with what shares a name with it, the last with what shares none.
  const named = ({ parts }: Thing, by: Node) => parts.some((part) => namesIn(by).has(part));
  const isLast = cascading.at(-1)?.statement === statement;
  return allGone(scene).filter(
    (thing) => named(thing, node) || (isLast && !cascading.some((sight) => named(thing, sight.node))),
  );
}

const known = new WeakMap<Scene, readonly Thing[]>();

function allGone(scene: Scene): readonly Thing[] {
  const found = known.get(scene);
  if (found !== undefined) return found;
  const { before, after, sights } = scene;
  const said = new Set(sights.flatMap(({ node }) => droppedByName(node)));
  const gone = areas
    .filter((area) => !after.sameArea(before, area))
    .flatMap((area) => before.all(area).filter(({ parts }) => after.named(area, parts) === undefined));
  const keys = new Set(gone.map(({ parts }) => keyOf(parts)));
  const columns = gone.filter(({ kind }) => kind === 'column');
  const taken = gone.filter((thing) => {
    const { kind, parts, attributes } = thing;
    const ofGone = parts.length > 1 && keys.has(keyOf(parts.slice(0, -1)));
    const ownedByGone = kind === 'sequence' && attributes['owned by'] !== undefined;
    const isSaid = said.has(saying(sortOf(kind), parts.at(-1) ?? ''));
    return !ofGone && !ownedByGone && !isSaid && !goesWithColumn(thing, columns);
  });
  known.set(scene, taken);
  return taken;
}

/** Without any CASCADE too: a constraint of a column that is dropped. */
const goesWithColumn = ({ kind, parts, attributes }: Thing, columns: readonly Thing[]): boolean =>
  kind === 'constraint' &&
  columns.some(
    (column) =>
      keyOf(column.parts.slice(0, -1)) === keyOf(parts.slice(0, -1)) &&
      // Of the key itself, not of the table that it references.
      (attributes.definition ?? '').replace(/ REFERENCES .*$/s, '').includes(column.parts.at(-1) ?? ''),
  );
