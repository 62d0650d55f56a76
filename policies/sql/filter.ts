import { bare, constantOf, operatorOf } from './constant.ts';
import type { SqlNode } from './parser.ts';
import { truthOf } from './truth.ts';
import { asTag, isNode, listOf, namesOf, walk } from './walk.ts';

/**
 * What the WHERE of a DELETE or UPDATE leaves out. `all`: nothing, every row is hit. `weak`: probably nothing (`id >
 * 0`, `id IS NOT NULL`), which only the data can tell. `some`: it selects rows. `none`: it hits no row.
 */
export type Selection = 'all' | 'weak' | 'some' | 'none';

export function selectionOf(where: unknown, relation: SqlNode): Selection {
  if (!isNode(where) || asTag(where, 'CurrentOfExpr') !== undefined) return 'all';
  const truth = truthOf(where, relation);
  if (truth === 'true') return 'all';
  if (truth === 'false') return 'none';
  const own = columnsOutsideSubqueries(where);
  // A condition without a column is the same for every row, whatever it computes.
  if (own === 0) return correlated(where) ? 'weak' : 'all';
  return isWeak(where, false, relation) ? 'weak' : 'some';
}

function columnsOutsideSubqueries(where: unknown): number {
  let count = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isNode(value)) {
      for (const [key, child] of Object.entries(value)) {
        if (key === 'ColumnRef') count++;
        else if (key === 'SubLink' && isNode(child)) visit(child.testexpr);
        else visit(child);
      }
    }
  };
  visit(where);
  return count;
}

/** A subquery may look at the row through a column that is not one of its own tables'. */
function correlated(where: unknown): boolean {
  const own = new Set<string>();
  walk(where, (name, node) => {
    if (name !== 'RangeVar') return;
    const alias = isNode(node.alias) ? node.alias.aliasname : undefined;
    own.add(String(alias ?? node.relname));
  });
  let found = false;
  walk(where, (name, node) => {
    if (name !== 'ColumnRef') return;
    const fields = namesOf(node.fields);
    if (fields.length < 2 || !own.has(fields.at(-2) ?? '')) found = true;
  });
  return found;
}

/** Conditions that rows of an ordinary table nearly always meet. */
function isWeak(expression: unknown, negated: boolean, relation: SqlNode): boolean {
  const bool = asTag(expression, 'BoolExpr');
  if (bool !== undefined) {
    const parts = listOf(bool.args);
    if (bool.boolop === 'NOT_EXPR') return isWeak(parts[0], !negated, relation);
    const weak = (part: unknown) => isWeak(part, negated, relation);
    return (bool.boolop === 'AND_EXPR') !== negated ? parts.every(weak) : parts.some(weak);
  }
  if (truthOf(expression, relation) === (negated ? 'false' : 'true')) return true;
  const nullTest = asTag(expression, 'NullTest');
  if (nullTest !== undefined) return (nullTest.nulltesttype === 'IS_NOT_NULL') !== negated;
  const operation = asTag(expression, 'A_Expr');
  return operation !== undefined && isWeakOperation(operation, negated);
}

/** `id > 0`, `id <> -1`, `NOT (id = -1)`, `name <> ''`: sentinels that no row has. */
function isWeakOperation(operation: SqlNode, negated: boolean): boolean {
  const operator = operatorOf(operation);
  const value = constantOf(bare(operation.rexpr));
  const low = typeof value === 'number' && value <= 0;
  switch (operation.kind) {
    case 'AEXPR_DISTINCT':
      return !negated && value === null;
    case 'AEXPR_IN': {
      const items = listOf(asTag(operation.rexpr, 'List')?.items).map((item) =>
        Number(constantOf(item) ?? 1),
      );
      return (operator === '<>') !== negated && items.every((item) => item <= 0);
    }
    case 'AEXPR_OP':
      if (['<>', '!='].includes(operator)) return !negated && (typeof value === 'number' || value === '');
      if (operator === '=') return negated && (typeof value === 'number' || value === '');
      return low && (negated ? ['<', '<='] : ['>', '>=']).includes(operator);
    default:
      return false;
  }
}
