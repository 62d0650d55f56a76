import type { Operation } from '../../../../postgres/operations/index.ts';
import { snakeCase } from './resolve/words.ts';

export { type Demand, type DemandKind, demandKinds, type PlannerDecision } from './decision.ts';
export { planRequest } from './plan-request.ts';

/** Nothing is loaded late today; whoever plans awaits it, so that a grammar in wasm may come without a change. */
export async function loadPlanner(): Promise<void> {}

/** Names of migrations are file names: 50 characters keep them readable. */
const longest = 50;

/** A name for the migration that does these operations, e.g. `add_column_tasks_difficulty`. */
export function migrationName(operations: readonly Operation[]): string {
  const [first] = operations;
  if (!first) return 'empty';
  const parts: string[] = [first.op];
  if ('table' in first && first.table) parts.push(first.table);
  if ('column' in first && first.column) parts.push(first.column);
  if ('name' in first && first.name && !('table' in first && first.table)) parts.push(first.name);
  if ('version' in first) parts.push(first.version);
  const name = snakeCase(parts.join(' '))
    .normalize('NFKD')
    .replace(/[^a-z0-9_]/g, '');
  return (/^[a-z]/.test(name) ? name : `change_${name}`).slice(0, longest).replace(/_+$/, '');
}
