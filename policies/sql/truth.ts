import { bare, constantOf, operatorOf } from './constant.ts';
import type { SqlNode } from './parser.ts';
import { asTag, isNode, listOf, namesOf, sameTree } from './walk.ts';

/** What a condition is for every row, as far as its text shows. */
export type Truth = 'true' | 'false' | 'unknown';

const negate: Record<Truth, Truth> = { true: 'false', false: 'true', unknown: 'unknown' };
const known = (value: boolean): Truth => (value ? 'true' : 'false');

/** `relation` is the table that the condition filters, for `id IN (SELECT id FROM the same table)`. */
export function truthOf(expression: unknown, relation: SqlNode): Truth {
  const value = constantOf(expression);
  if (value !== undefined)
    return known(value === true || (typeof value === 'string' && /^(?:t|true|y|yes|on|1)$/i.test(value)));
  if (!isNode(expression)) return 'unknown';
  const [tag] = Object.keys(expression);
  const node = asTag(expression, tag ?? '');
  if (node === undefined) return 'unknown';
  switch (tag) {
    case 'TypeCast':
      return truthOf(node.arg, relation);
    case 'BoolExpr':
      return booleanTruth(node, relation);
    case 'A_Expr':
      return operationTruth(node);
    case 'NullTest':
      return nullTruth(node);
    case 'BooleanTest':
      return testTruth(node, relation);
    case 'CaseExpr':
      return caseTruth(node, relation);
    case 'CoalesceExpr':
      return truthOf(listOf(node.args)[0], relation);
    case 'SubLink':
      return subqueryTruth(node, relation);
    default:
      return 'unknown';
  }
}

function booleanTruth({ boolop, args }: SqlNode, relation: SqlNode): Truth {
  const parts = listOf(args);
  const truths = parts.map((part) => truthOf(part, relation));
  if (boolop === 'NOT_EXPR') return negate[truths[0] ?? 'unknown'];
  if (boolop === 'AND_EXPR') {
    if (truths.includes('false')) return 'false';
    return truths.every((truth) => truth === 'true') ? 'true' : 'unknown';
  }
  if (truths.includes('true')) return 'true';
  const complementary = parts.some((a) => parts.some((b) => areComplements(a, b)));
  if (complementary) return 'true';
  return truths.every((truth) => truth === 'false') ? 'false' : 'unknown';
}

const opposite: Readonly<Record<string, readonly string[]>> = {
  '=': ['<>', '!='],
  '<': ['>=', '>', '<>'],
  '>': ['<=', '<', '<>'],
  '<=': ['>', '>='],
  '>=': ['<', '<='],
};

/** `p OR NOT p`, `a IS NULL OR a IS NOT NULL`, `a > 1 OR a <= 1`. */
function areComplements(a: unknown, b: unknown): boolean {
  const negated = asTag(b, 'BoolExpr');
  if (negated?.boolop === 'NOT_EXPR' && sameTree(a, listOf(negated.args)[0])) return true;
  const [nullA, nullB] = [asTag(a, 'NullTest'), asTag(b, 'NullTest')];
  if (nullA !== undefined && nullB !== undefined) {
    return nullA.nulltesttype !== nullB.nulltesttype && sameTree(nullA.arg, nullB.arg);
  }
  const [x, y] = [asTag(a, 'A_Expr'), asTag(b, 'A_Expr')];
  if (x?.kind !== 'AEXPR_OP' || y?.kind !== 'AEXPR_OP') return false;
  return (
    sameTree(x.lexpr, y.lexpr) &&
    sameTree(x.rexpr, y.rexpr) &&
    (opposite[operatorOf(x)] ?? []).includes(operatorOf(y))
  );
}

function operationTruth(node: SqlNode): Truth {
  const left = bare(node.lexpr);
  const right = bare(node.rexpr);
  const items = listOf(asTag(node.rexpr, 'List')?.items ?? asTag(node.rexpr, 'A_ArrayExpr')?.elements);
  const oneIsSame = items.some((item) => sameTree(left, bare(item)));
  const operator = operatorOf(node);
  switch (node.kind) {
    case 'AEXPR_OP':
      if (['~', '~*'].includes(operator) && isEmptyExpression(constantOf(right))) return 'true';
      if (!sameTree(left, right)) return 'unknown';
      if (['=', '<=', '>='].includes(operator)) return 'true';
      return ['<>', '!=', '<', '>'].includes(operator) ? 'false' : 'unknown';
    case 'AEXPR_NOT_DISTINCT':
      return sameTree(left, right) ? 'true' : 'unknown';
    case 'AEXPR_DISTINCT':
      return sameTree(left, right) ? 'false' : 'unknown';
    case 'AEXPR_IN':
      if (constantIn(left, items)) return known(operator === '=');
      return oneIsSame ? known(operator === '=') : 'unknown';
    case 'AEXPR_OP_ANY':
      return oneIsSame && operator === '=' ? 'true' : 'unknown';
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR':
      return matchesAll(node.rexpr) ? known(operator.startsWith('~')) : 'unknown';
    case 'AEXPR_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
      return isBetweenItself(left, items) ? 'true' : 'unknown';
    default:
      return 'unknown';
  }
}

const constantIn = (left: unknown, items: readonly unknown[]): boolean => {
  const value = constantOf(left);
  return value !== undefined && items.some((item) => constantOf(item) === value);
};

function isBetweenItself(left: unknown, items: readonly unknown[]): boolean {
  const [low, high] = [bare(items[0]), bare(items[1])];
  if (sameTree(left, low) && sameTree(left, high)) return true;
  const [value, from, to] = [constantOf(left), constantOf(low), constantOf(high)];
  return (
    typeof value === 'number' &&
    typeof from === 'number' &&
    typeof to === 'number' &&
    from <= value &&
    value <= to
  );
}

/** `%`, also as the argument of the escape function that SIMILAR TO brings along. */
function matchesAll(pattern: unknown): boolean {
  const call = asTag(pattern, 'FuncCall');
  const value = constantOf(call === undefined ? pattern : listOf(call.args)[0]);
  return typeof value === 'string' && /^%+$/.test(value);
}

const isEmptyExpression = (value: unknown): boolean =>
  typeof value === 'string' && /^\^?(?:\.\*)?\$?$/.test(value);

const systemColumns = ['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'];

function nullTruth({ nulltesttype, arg }: SqlNode): Truth {
  const isNull = nulltesttype === 'IS_NULL';
  const value = constantOf(arg);
  if (value !== undefined) return known((value === null) === isNull);
  const column = namesOf(asTag(bare(arg), 'ColumnRef')?.fields).at(-1);
  return column !== undefined && systemColumns.includes(column) ? known(!isNull) : 'unknown';
}

function testTruth({ booltesttype, arg }: SqlNode, relation: SqlNode): Truth {
  const truth = truthOf(arg, relation);
  if (booltesttype === 'IS_TRUE' || booltesttype === 'IS_NOT_FALSE') return truth;
  if (booltesttype === 'IS_FALSE' || booltesttype === 'IS_NOT_TRUE') return negate[truth];
  return truth === 'unknown' ? 'unknown' : known(booltesttype === 'IS_NOT_UNKNOWN');
}

function caseTruth({ args, defresult }: SqlNode, relation: SqlNode): Truth {
  const results = [...listOf(args).map((when) => asTag(when, 'CaseWhen')?.result), defresult].map((result) =>
    truthOf(result, relation),
  );
  return results.every((truth) => truth === 'true') ? 'true' : 'unknown';
}

function subqueryTruth({ subLinkType, testexpr, subselect }: SqlNode, relation: SqlNode): Truth {
  const select = asTag(subselect, 'SelectStmt');
  if (select === undefined) return 'unknown';
  const from = listOf(select.fromClause);
  if (subLinkType === 'EXISTS_SUBLINK')
    return from.length === 0 && select.whereClause === undefined ? 'true' : 'unknown';
  const target = asTag(listOf(select.targetList)[0], 'ResTarget')?.val;
  if (subLinkType === 'EXPR_SUBLINK') return from.length === 0 ? truthOf(target, relation) : 'unknown';
  if (subLinkType !== 'ANY_SUBLINK' || select.whereClause !== undefined || select.limitCount !== undefined)
    return 'unknown';
  const source = asTag(from[0], 'RangeVar');
  const sameTable = from.length === 1 && source?.relname === relation.relname;
  const column = (expression: unknown) => namesOf(asTag(bare(expression), 'ColumnRef')?.fields).at(-1);
  return sameTable && column(testexpr) !== undefined && column(testexpr) === column(target)
    ? 'true'
    : 'unknown';
}
