import type { Action } from '@supabase/pg-delta/plan';
import { ident, qualified } from '../sql.ts';

/** A column that changes its type and gets all its values from the statements on rows. */
export interface Refill {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly notNull: boolean;
}

interface Divided {
  readonly now: readonly Action[];
  /** When the rows are back. */
  readonly later: readonly Action[];
}

/**
 * Statements that bring rows back, in the midst of those that bring the schema back: tables, columns and types are
 * there by then; what checks rows, or acts on them, comes after.
 */
export function aroundRows(
  actions: readonly Action[],
  rows: readonly string[],
  refills: readonly Refill[],
): Action[] {
  const structure: Action[] = [];
  const checks: Action[] = [];
  const later = new Set<string>();
  for (const action of actions) {
    if (waits(action, later)) {
      for (const id of action.produces) later.add(keyOf(id));
      checks.push(action);
      continue;
    }
    const column = nullableFirst(action) ?? emptyFirst(action, refills);
    structure.push(...(column?.now ?? [action]));
    checks.push(...(column?.later ?? []));
  }
  return [...structure, ...rows.map(statement), ...checks];
}

/** Kinds that check rows, act on them, or are made from them. */
const onRows = new Set(['constraint', 'index', 'trigger', 'rule', 'materializedView']);
const checksRows = /^ALTER TABLE .*(?: SET NOT NULL| (?:ENABLE|FORCE) ROW LEVEL SECURITY)$/s;

function waits({ verb, sql, produces, consumes, releases }: Action, later: ReadonlySet<string>): boolean {
  if (verb === 'drop') return false;
  const [main] = produces;
  return (
    (main !== undefined && onRows.has(main.kind)) ||
    checksRows.test(sql) ||
    [...consumes, ...releases].some((id) => later.has(keyOf(id)))
  );
}

/** A column without a default cannot be NOT NULL while its values are not back. */
function nullableFirst(action: Action): Divided | null {
  const [main] = action.produces;
  if (main?.kind !== 'column' || !('table' in main)) return null;
  const table = `ALTER TABLE ${qualified(main.schema, main.table)}`;
  const { sql } = action;
  if (!sql.startsWith(`${table} ADD COLUMN `) || !sql.endsWith(' NOT NULL') || isIdentity(sql)) return null;
  return {
    now: [{ ...action, sql: sql.replace(/ NOT NULL$/, '') }],
    later: [statement(`${table} ALTER COLUMN ${ident(main.name)} SET NOT NULL`)],
  };
}

/** No cast leads back from every type: a column that is filled anew does not need one. */
function emptyFirst(action: Action, refills: readonly Refill[]): Divided | null {
  for (const { schema, table, column, notNull } of refills) {
    const alter = `ALTER TABLE ${qualified(schema, table)} ALTER COLUMN ${ident(column)}`;
    const type =
      action.sql.startsWith(alter) && / TYPE (.+) USING .+::\1$/s.exec(action.sql.slice(alter.length));
    if (!type) continue;
    const changed = { ...action, sql: `${alter} TYPE ${type[1]} USING NULL::${type[1]}` };
    return notNull
      ? { now: [statement(`${alter} DROP NOT NULL`), changed], later: [statement(`${alter} SET NOT NULL`)] }
      : { now: [changed], later: [] };
  }
  return null;
}

/** It is filled as it is added. */
const isIdentity = (sql: string): boolean => sql.endsWith(' AS IDENTITY NOT NULL');

const statement = (sql: string): Action => ({
  sql,
  verb: 'alter',
  produces: [],
  consumes: [],
  destroys: [],
  releases: [],
  transactionality: 'transactional',
  lockClass: 'none',
  newSegmentBefore: false,
  dataLoss: 'none',
  rewriteRisk: false,
});

const keyOf = (id: unknown): string => JSON.stringify(id);
