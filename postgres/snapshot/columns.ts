import type { AreaRow } from './area.ts';
import { columnOrder } from './diff.ts';
import type { SnapshotObject } from './snapshot.ts';

/**
 * Takes the two helper attributes off the columns and adds one object per relation that ranks its columns: their
 * order is a fact of its own, because dropping and adding a column moves it to the end. Ranks count only what is
 * there, so holes left by dropped columns do not show.
 */
export function withColumnOrder(rows: readonly AreaRow[]): AreaRow[] {
  // Maps: a column may be called __proto__.
  const orders = new Map<string, Map<string, string>>();
  const columns = rows.map(({ key, object }): AreaRow => {
    const { relation = '', column = '', ...attributes } = object.attributes;
    const order = orders.get(relation) ?? new Map<string, string>();
    order.set(column, String(order.size + 1));
    orders.set(relation, order);
    return { key, object: { kind: object.kind, attributes } };
  });
  const ranked = [...orders].map(([relation, order]): AreaRow => {
    const object: SnapshotObject = { kind: columnOrder, attributes: Object.fromEntries(order) };
    return { key: `${columnOrder} ${relation}`, object };
  });
  return [...columns, ...ranked];
}
