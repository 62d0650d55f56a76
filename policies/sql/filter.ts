import { bare, constantOf, operatorOf } from './constant.ts';
import type { SqlNode } from './parser.ts';
import { calledAs, columnOf, type Subject } from './subject.ts';
import { truthOf } from './truth.ts';
import { asTag, isNode, listOf, namesOf, walk } from './walk.ts';
import { joinsItself } from './whole-column.ts';

/**
 * What the WHERE of a DELETE or UPDATE leaves out. `all`: nothing, every row is hit. `weak`: probably nothing (`id >
 * 0`, `id IS NOT NULL`), which only the data can tell. `some`: it selects rows. `none`: it hits no row.
 */
export type Selection = 'all' | 'weak' | 'some' | 'none';

/** `beside` are the tables of USING or FROM. */
export function selectionOf(where: unknown, subject: Subject, beside: readonly unknown[] = []): Selection {
  if (!isNode(where) || asTag(where, 'CurrentOfExpr') !== undefined) return 'all';
  const truth = truthOf(where, subject);
  if (truth === 'true' || joinsItself(where, beside, subject)) return 'all';
  if (truth === 'false') return 'none';
  // A condition without a column of the table is the same for every row, whatever it computes.
  if (!namesOwnColumn(where, subject, beside))
    return isCorrelated(where) ? correlation(where, subject) : 'all';
  return isWeak(where, false, subject) || countsUp([where, ...beside]) ? 'weak' : 'some';
}

/** Outside of subqueries. A column that is not said to be of another table may be the table's own. */
function namesOwnColumn(where: unknown, { relation }: Subject, beside: readonly unknown[]): boolean {
  const others = new Set<string>();
  for (const item of beside) {
    walk(item, (name, node) => {
      if (name === 'RangeVar') others.add(calledAs(node));
      if (name === 'alias') others.add(String(node.aliasname));
    });
  }
  others.delete(calledAs(relation));
  let found = false;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isNode(value)) {
      for (const [key, child] of Object.entries(value)) {
        if (key === 'SubLink' && isNode(child)) visit(child.testexpr);
        else if (key !== 'ColumnRef') visit(child);
        else if (isNode(child)) {
          const fields = namesOf(child.fields);
          // The same for every row of a table.
          if (fields.at(-1) !== 'tableoid' && !others.has(fields.at(-2) ?? '')) found = true;
        }
      }
    }
  };
  visit(where);
  return found;
}

/** A subquery may look at the row through a column that is not one of its own tables'. */
function isCorrelated(where: unknown): boolean {
  const own = tablesIn(where).map(calledAs);
  let found = false;
  walk(where, (link, { subselect }) => {
    if (link !== 'SubLink') return;
    walk(subselect, (name, node) => {
      if (name !== 'ColumnRef') return;
      const fields = namesOf(node.fields);
      if (fields.length < 2 || !own.includes(fields.at(-2) ?? '')) found = true;
    });
  });
  return found;
}

/** `EXISTS (SELECT 1 FROM users u WHERE u.id = tasks.user_id)` chooses; whatever else it is, the data has to tell. */
function correlation(where: unknown, { relation }: Subject): Selection {
  const tables = tablesIn(where);
  const own = calledAs(relation);
  if (tables.some(({ relname }) => relname === relation.relname)) return 'weak';
  const inner = new Set(tables.map(calledAs));
  let joined = false;
  walk(where, (name, node) => {
    if (name !== 'whereClause') return;
    const all = asTag(node, 'BoolExpr');
    const parts = all?.boolop === 'AND_EXPR' ? listOf(all.args) : [node];
    for (const part of parts) {
      const operation = asTag(part, 'A_Expr');
      if (operation?.kind !== 'AEXPR_OP' || operatorOf(operation) !== '=') continue;
      const sides = [operation.lexpr, operation.rexpr].map((side) => columnOf(side)?.of ?? '');
      joined ||= sides.includes(own) && sides.some((side) => inner.has(side));
    }
  });
  return joined ? 'some' : 'weak';
}

function tablesIn(where: unknown): SqlNode[] {
  const tables: SqlNode[] = [];
  walk(where, (name, node) => {
    if (name === 'RangeVar') tables.push(node);
  });
  return tables;
}

/** `generate_series(1, 1000000)` names as many keys as somebody likes. */
function countsUp(parts: readonly unknown[]): boolean {
  let found = false;
  walk(parts, (name, node) => {
    if (name === 'FuncCall' && namesOf(node.funcname).at(-1) === 'generate_series') found = true;
  });
  return found;
}

/** Conditions that rows of an ordinary table nearly always meet. */
function isWeak(expression: unknown, negated: boolean, subject: Subject): boolean {
  const bool = asTag(expression, 'BoolExpr');
  if (bool !== undefined) {
    const parts = listOf(bool.args);
    if (bool.boolop === 'NOT_EXPR') return isWeak(parts[0], !negated, subject);
    const weak = (part: unknown) => isWeak(part, negated, subject);
    return (bool.boolop === 'AND_EXPR') !== negated ? parts.every(weak) : parts.some(weak);
  }
  if (truthOf(expression, subject) === (negated ? 'false' : 'true')) return true;
  const nullTest = asTag(expression, 'NullTest');
  if (nullTest !== undefined) return (nullTest.nulltesttype === 'IS_NOT_NULL') !== negated;
  const booleanTest = asTag(expression, 'BooleanTest');
  if (booleanTest !== undefined) return isWeakTest(booleanTest, negated, subject);
  const link = asTag(expression, 'SubLink');
  if (link !== undefined) return negated && selectsNothing(link, subject);
  const operation = asTag(expression, 'A_Expr');
  if (operation === undefined) return false;
  const flag = constantOf(operation.rexpr);
  if (typeof flag === 'boolean' && operatorOf(operation) === '=')
    return isWeak(operation.lexpr, negated !== !flag, subject);
  return comparesWithBound(operation, subject) || isWeakOperation(operation, negated);
}

/** `p IS TRUE` is `p`. */
function isWeakTest({ booltesttype, arg }: SqlNode, negated: boolean, subject: Subject): boolean {
  if (booltesttype === 'IS_NOT_UNKNOWN') return !negated;
  if (booltesttype === 'IS_TRUE' || booltesttype === 'IS_NOT_FALSE') return isWeak(arg, negated, subject);
  return (booltesttype === 'IS_FALSE' || booltesttype === 'IS_NOT_TRUE') && isWeak(arg, !negated, subject);
}

/** `NOT IN (SELECT -1)`, `NOT IN (SELECT id FROM tasks WHERE false)`. */
function selectsNothing({ subselect }: SqlNode, subject: Subject): boolean {
  const select = asTag(subselect, 'SelectStmt');
  const filter = select?.whereClause;
  return listOf(select?.fromClause).length === 0 || (isNode(filter) && truthOf(filter, subject) === 'false');
}

/** `id >= (SELECT min(id) FROM tasks)`. */
function comparesWithBound({ rexpr }: SqlNode, { relation }: Subject): boolean {
  const select = asTag(asTag(rexpr, 'SubLink')?.subselect, 'SelectStmt');
  const call = asTag(asTag(listOf(select?.targetList)[0], 'ResTarget')?.val, 'FuncCall');
  const bound = ['min', 'max'].includes(namesOf(call?.funcname).at(-1) ?? '');
  return bound && tablesIn(rexpr).some(({ relname }) => relname === relation.relname);
}

/** More than a table's keys, and later than its dates. */
const isHuge = (value: unknown, from = 1e9): boolean =>
  (typeof value === 'number' && value >= from) ||
  (typeof value === 'string' && /^(?:infinity|[3-9]\d{3}-|2[1-9]\d\d-)/i.test(value));
/** No more than any key, and earlier than its dates. */
const isLow = (value: unknown): boolean =>
  (typeof value === 'number' && value <= 0) ||
  (typeof value === 'string' && /^(?:$|-infinity|[01]\d{3}-|\(0,)/i.test(value));

/** `id > 0`, `id <> -1`, `NOT (id = -1)`, `name <> ''`: sentinels that no row has. */
function isWeakOperation(operation: SqlNode, negated: boolean): boolean {
  const operator = operatorOf(operation);
  const value = constantOf(bare(operation.rexpr));
  const items = listOf(asTag(operation.rexpr, 'List')?.items);
  switch (operation.kind) {
    case 'AEXPR_DISTINCT':
      return !negated && value === null;
    case 'AEXPR_IN': {
      const low = items.every((item) => Number(constantOf(item) ?? 1) <= 0);
      return (operator === '<>') !== negated && low;
    }
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return operator.startsWith('!') !== negated
        ? value === ''
        : typeof value === 'string' && /^[%_]+$/.test(value);
    case 'AEXPR_BETWEEN':
      return !negated && isLow(constantOf(items[0])) && isHuge(constantOf(items[1]), 1e6);
    case 'AEXPR_OP':
      return isWeakComparison(operator, operation, value, negated);
    default:
      return false;
  }
}

function isWeakComparison(
  operator: string,
  { lexpr, rexpr }: SqlNode,
  value: unknown,
  negated: boolean,
): boolean {
  const sentinel = typeof value === 'number' || value === '';
  if (['<>', '!='].includes(operator)) return !negated && sentinel;
  if (operator === '=') return negated && sentinel;
  // greatest(1, id) is at least 1.
  if ([lexpr, rexpr].some((side) => asTag(side, 'MinMaxExpr') !== undefined)) return true;
  const up = ['>', '>='].includes(operator) !== negated;
  const down = ['<', '<='].includes(operator) !== negated;
  if (!['>', '>=', '<', '<='].includes(operator)) return false;
  return up ? isLow(value) : down && isHuge(value);
}
