import type { Catalog, CatalogColumn, CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { restoreDefault } from './default.ts';
import { OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { columnOf, fullName } from './lookup.ts';
import { startOf } from './second-column.ts';
import {
  columnSync,
  createSyncs,
  equalColumns,
  firstPrefix,
  firstSync,
  isMadeInRow,
  isMergeInto,
  pairGroup,
  syncsOf,
} from './sync.ts';
import { unnamedMark } from './unnamed-mark.ts';

/** Two names of a column: its default is that of both, and their trigger tells by it which one an insert named. */
export interface PairDefault {
  /** What it is now. */
  readonly was: string | null;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly apply: (catalog: Catalog) => Catalog;
}

/** Null for a column that is alone, or has a second one of another type, which no application writes. */
export function pairDefault(
  catalog: Catalog,
  table: CatalogTable,
  column: CatalogColumn,
  given: string | null,
): PairDefault | null {
  const [from, to] = pairOf(table, column) ?? [];
  if (from === undefined || to === undefined) {
    assertUnknown(catalog, table, column);
    return null;
  }
  if (from.type !== to.type) return null;
  if (table.primaryKey.some((name) => name === from.name || name === to.name)) refuse(table, column);
  const source = { ...from, default: given };
  const steady = startOf(source, catalog);
  const mark =
    given === null || steady !== null || from.notNull ? null : unnamedMark(table, to.name, to.type);
  const target = { ...to, default: steady ?? mark };
  const group = pairGroup(table, from.name, to.name);
  const was = (table.syncs ?? []).filter((sync) => sync.group === group);
  const afterFirst = was.some(isFirst);
  const now = was.map((sync) =>
    isFirst(sync)
      ? firstSync(table, source, to.name, target.default)
      : columnSync(table, source, to.name, target.default, undefined, { afterFirst }),
  );
  const placed = (syncs: readonly CatalogSync[]): string[] =>
    createSyncs(syncs.map((sync) => ({ table, sync })));
  return {
    was: from.default,
    up: [restoreDefault(table, source), restoreDefault(table, target), ...placed(now)],
    down: [restoreDefault(table, from), restoreDefault(table, to), ...placed(was)],
    apply: (before) =>
      changeTable(before, { schema: table.schema, table: table.name }, ({ columns, syncs = [] }) => ({
        columns: columns.map((one) => [source, target].find(({ name }) => name === one.name) ?? one),
        syncs: syncs.map((one) => now.find(({ trigger }) => trigger === one.trigger) ?? one),
      })),
  };
}

function pairOf(table: CatalogTable, { name }: CatalogColumn): CatalogColumn[] | undefined {
  return equalColumns(table)
    .find((pair) => pair.includes(name))
    ?.map((one) => columnOf(table, one));
}

const isFirst = ({ trigger }: CatalogSync): boolean => trigger.startsWith(firstPrefix);

/** Triggers of a merge, a split or a move tell by a default what an insert has not named. */
function assertUnknown(catalog: Catalog, table: CatalogTable, { name, ...column }: CatalogColumn): void {
  const isMerged = (table.syncs ?? []).some((sync) => isMergeInto(sync, name));
  const isSource = syncsOf(catalog, table, name).some(
    (one) =>
      one.table === table &&
      !isMadeInRow(table, name) &&
      one.sync.restores.some((restore) => restore.column === name),
  );
  if (isMerged || isSource) refuse(table, { name, ...column });
}

function refuse(table: CatalogTable, { name }: CatalogColumn): never {
  throw new OperationRefused(
    `${fullName(table)}.${name}`,
    'triggers keep it equal to another column, and tell by its default what an insert has not named',
    'change the default before that, or finish what is under way: drop_column the old one first',
  );
}
