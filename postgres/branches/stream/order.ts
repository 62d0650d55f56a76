import type { FactBase } from '@supabase/pg-delta';
import type { Action } from '@supabase/pg-delta/plan';

export type EncodeId = (id: Action['produces'][number]) => string;

/** `after[i]` are the positions of the actions that need action `i` done. */
export type Order = readonly ReadonlySet<number>[];

/** Which action needs which, as the planner sees it. */
export function dependencies(actions: readonly Action[], facts: FactBase, encode: EncodeId): Set<number>[] {
  const producer = new Map<string, number>();
  for (const [index, action] of actions.entries())
    for (const id of action.produces) producer.set(encode(id), index);
  const after = actions.map(() => new Set<number>());
  const needs = (index: number, id: Action['produces'][number]): void => {
    const first = producer.get(encode(id));
    if (first !== undefined && first !== index) after[first]?.add(index);
  };
  for (const [index, action] of actions.entries()) for (const id of action.consumes) needs(index, id);
  for (const edge of facts.edges) {
    const index = producer.get(encode(edge.from));
    if (index !== undefined && edge.kind === 'depends') needs(index, edge.to);
  }
  return after;
}

/**
 * The actions with the columns of each table in the order of production: the planner puts a column whose type comes
 * late, such as an enum, behind the others, and then `SELECT *` and every row type would differ.
 */
export function inColumnOrder(actions: readonly Action[], facts: FactBase, encode: EncodeId): Action[] {
  const after = dependencies(actions, facts, encode);
  for (const columns of columnsByTable(actions, facts).values()) {
    columns.sort((a, b) => a.position - b.position);
    for (const [index, column] of columns.entries()) {
      const next = columns[index + 1];
      if (next !== undefined && next.action !== column.action) after[column.action]?.add(next.action);
    }
  }
  return sorted(actions, after);
}

function columnsByTable(
  actions: readonly Action[],
  facts: FactBase,
): Map<string, { action: number; position: number }[]> {
  const tables = new Map<string, { action: number; position: number }[]>();
  for (const [action, { produces }] of actions.entries())
    for (const id of produces) {
      if (id.kind !== 'column') continue;
      const position = facts.get(id)?.payload._position;
      if (typeof position !== 'number') continue;
      const table = JSON.stringify([id.schema, id.table]);
      tables.set(table, [...(tables.get(table) ?? []), { action, position }]);
    }
  return tables;
}

/** As near to the given order as the dependencies allow. */
function sorted(actions: readonly Action[], after: Order): Action[] {
  const open = actions.map(() => 0);
  for (const next of after) for (const index of next) open[index] = (open[index] ?? 0) + 1;
  const result: Action[] = [];
  const done = new Set<number>();
  while (result.length < actions.length) {
    const before = result.length;
    for (const [index, action] of actions.entries()) {
      if (done.has(index) || open[index] !== 0) continue;
      done.add(index);
      result.push(action);
      for (const next of after[index] ?? []) open[next] = (open[next] ?? 0) - 1;
    }
    // A generated column that reads a later one: only one CREATE TABLE could make both.
    if (result.length === before)
      throw new Error('the columns of a table depend on each other against their order');
  }
  return result;
}
