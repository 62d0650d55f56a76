import type { Node } from 'libpg-query';
import { namesOf, walk } from '../../policies/sql/walk.ts';
import type { Thing } from './catalog.ts';
import { keyOf } from './names.ts';
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
 * parts of a table that is gone are not told one by one, nor what belongs to a column that was dropped by name.
 */
export function goneWith({ scene, node, statement }: Sight): Thing[] {
  const cascading = scene.sights.filter((sight) => cascades(sight.node));
  // Two of them in one migration: each counts with what hangs on the names it says, the last with the rest.
  const last = cascading.at(-1)?.statement === statement;
  const own = wordsOf(node);
  const all = allGone(scene);
  return all.filter((thing) => last || thing.parts.some((part) => own.has(part)));
}

const known = new WeakMap<Scene, readonly Thing[]>();

function allGone(scene: Scene): readonly Thing[] {
  const found = known.get(scene);
  if (found !== undefined) return found;
  const { before, after, sights } = scene;
  const said = new Set(sights.flatMap(({ node }) => (isDropOrRename(node) ? [...wordsOf(node)] : [])));
  const gone = areas
    .filter((area) => !after.sameArea(before, area))
    .flatMap((area) => before.all(area).filter(({ parts }) => after.named(area, parts) === undefined));
  const keys = new Set(gone.map(({ parts }) => keyOf(parts)));
  const columns = gone.filter(({ kind }) => kind === 'column');
  const made = gone.filter((thing) => {
    const { kind, parts, attributes } = thing;
    const ofGone = parts.length > 1 && keys.has(keyOf(parts.slice(0, -1)));
    const ownedByGone = kind === 'sequence' && attributes['owned by'] !== undefined;
    return !ofGone && !ownedByGone && !said.has(parts.at(-1) ?? '') && !goesWithColumn(thing, columns);
  });
  known.set(scene, made);
  return made;
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

const isDropOrRename = (node: Node): boolean =>
  'DropStmt' in node || 'AlterTableStmt' in node || 'RenameStmt' in node || 'AlterObjectSchemaStmt' in node;

/** Names in a statement; those of ALTER TABLE's parts stand in fields of their own. */
function wordsOf(node: Node): ReadonlySet<string> {
  const words = new Set<string>();
  walk(node, (_, fields) => {
    for (const [key, value] of Object.entries(fields)) {
      if (typeof value === 'string' && ['sval', 'name', 'relname', 'subname'].includes(key)) words.add(value);
      else if (key === 'objects') for (const object of namesOf(value)) words.add(object);
    }
  });
  return words;
}
