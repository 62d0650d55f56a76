import { bare, constantOf, operatorOf } from './constant.ts';
import type { SqlNode } from './parser.ts';
import { patternTruth } from './pattern-truth.ts';
import { type Subject, sameFor } from './subject.ts';
import { asTag, isNode, listOf, namesOf } from './walk.ts';
import { isWholeColumn } from './whole-column.ts';

/** What a condition is for every row, as far as its text shows. */
export type Truth = 'true' | 'false' | 'unknown';

const negate: Record<Truth, Truth> = { true: 'false', false: 'true', unknown: 'unknown' };
const known = (value: boolean): Truth => (value ? 'true' : 'false');

export function truthOf(expression: unknown, subject: Subject): Truth {
  const value = constantOf(expression);
  if (value !== undefined)
    return known(value === true || (typeof value === 'string' && /^(?:t|true|y|yes|on|1)$/i.test(value)));
  if (!isNode(expression)) return 'unknown';
  const [tag] = Object.keys(expression);
  const node = asTag(expression, tag ?? '');
  if (node === undefined) return 'unknown';
  switch (tag) {
    case 'TypeCast':
      return truthOf(node.arg, subject);
    case 'BoolExpr':
      return booleanTruth(node, subject);
    case 'A_Expr':
      return operationTruth(node, subject);
    case 'NullTest':
      return nullTruth(node, subject);
    case 'BooleanTest':
      return testTruth(node, subject);
    case 'CaseExpr':
      return caseTruth(node, subject);
    case 'CoalesceExpr':
      return coalesceTruth(node, subject);
    case 'SubLink':
      return subqueryTruth(node, subject);
    default:
      return 'unknown';
  }
}

function booleanTruth({ boolop, args }: SqlNode, subject: Subject): Truth {
  const parts = listOf(args);
  const truths = parts.map((part) => truthOf(part, subject));
  if (boolop === 'NOT_EXPR') return negate[truths[0] ?? 'unknown'];
  if (boolop === 'AND_EXPR') {
    if (truths.includes('false')) return 'false';
    return truths.every((truth) => truth === 'true') ? 'true' : 'unknown';
  }
  if (truths.includes('true')) return 'true';
  const complementary = parts.some((a) => parts.some((b) => areComplements(a, b, subject)));
  if (complementary) return 'true';
  return truths.every((truth) => truth === 'false') ? 'false' : 'unknown';
}

/** `p OR NOT p`, `a IS NULL OR a IS NOT NULL`, `a > 1 OR a <= 1`, `p IS TRUE OR p IS NOT TRUE`. */
function areComplements(a: unknown, b: unknown, subject: Subject): boolean {
  const negated = asTag(b, 'BoolExpr');
  if (negated?.boolop === 'NOT_EXPR' && sameFor(subject, a, listOf(negated.args)[0])) return true;
  const [nullA, nullB] = [asTag(a, 'NullTest'), asTag(b, 'NullTest')];
  if (nullA !== undefined && nullB !== undefined) {
    return nullA.nulltesttype !== nullB.nulltesttype && sameFor(subject, nullA.arg, nullB.arg);
  }
  const [testA, testB] = [asTag(a, 'BooleanTest'), asTag(b, 'BooleanTest')];
  if (testA !== undefined && testB !== undefined) {
    const opposed = String(testA.booltesttype) === String(testB.booltesttype).replace('IS_', 'IS_NOT_');
    return opposed && sameFor(subject, testA.arg, testB.arg);
  }
  const [x, y] = [asTag(a, 'A_Expr'), asTag(b, 'A_Expr')];
  if (x === undefined || y === undefined || !sameFor(subject, x.lexpr, y.lexpr)) return false;
  if (x.kind !== 'AEXPR_OP' || y.kind !== 'AEXPR_OP') {
    const opposed =
      x.kind === y.kind ? operatorOf(x) !== operatorOf(y) : y.kind === notBetween[String(x.kind)];
    return opposed && sameFor(subject, x.rexpr, y.rexpr);
  }
  if (sameFor(subject, x.rexpr, y.rexpr)) return (opposite[operatorOf(x)] ?? []).includes(operatorOf(y));
  return overlap(x, y);
}

const notBetween: Readonly<Record<string, string>> = {
  AEXPR_BETWEEN: 'AEXPR_NOT_BETWEEN',
  AEXPR_BETWEEN_SYM: 'AEXPR_NOT_BETWEEN_SYM',
};

const opposite: Readonly<Record<string, readonly string[]>> = {
  '=': ['<>', '!='],
  '<': ['>=', '>', '<>'],
  '>': ['<=', '<', '<>'],
  '<=': ['>', '>='],
  '>=': ['<', '<='],
};

/** `a < 5 OR a > 3`: together they leave nothing out. */
function overlap(below: SqlNode, above: SqlNode): boolean {
  const [high, low] = [constantOf(below.rexpr), constantOf(above.rexpr)];
  if (!['<', '<='].includes(operatorOf(below)) || !['>', '>='].includes(operatorOf(above))) return false;
  const numbers = typeof high === 'number' && typeof low === 'number';
  const dates = [high, low].every((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value));
  return (numbers && low < high) || (dates && String(low) < String(high));
}

function operationTruth(node: SqlNode, subject: Subject): Truth {
  const left = bare(node.lexpr);
  const right = bare(node.rexpr);
  const items = listOf(asTag(node.rexpr, 'List')?.items ?? asTag(node.rexpr, 'A_ArrayExpr')?.elements);
  const oneIsSame = items.some((item) => sameFor(subject, left, bare(item)));
  const operator = operatorOf(node);
  switch (node.kind) {
    case 'AEXPR_OP':
      return patternTruth(operator, right) ?? comparedTruth(operator, left, right, subject);
    case 'AEXPR_NOT_DISTINCT':
      return sameFor(subject, left, right) ? 'true' : 'unknown';
    case 'AEXPR_DISTINCT':
      return sameFor(subject, left, right) ? 'false' : 'unknown';
    case 'AEXPR_IN':
      if (constantIn(left, items) || holdsBoth(left, items)) return known(operator === '=');
      return oneIsSame ? known(operator === '=') : 'unknown';
    case 'AEXPR_OP_ALL':
      return asTag(right, 'A_ArrayExpr') !== undefined && items.length === 0 ? 'true' : 'unknown';
    case 'AEXPR_OP_ANY':
      if (operator !== '=') return 'unknown';
      return oneIsSame || isWholeColumn(node.rexpr, left, subject) ? 'true' : 'unknown';
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR':
      return patternTruth(operator, node.rexpr) ?? 'unknown';
    case 'AEXPR_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
      return isBetweenItself(left, items, subject) ? 'true' : 'unknown';
    default:
      return 'unknown';
  }
}

/** `id = id`, `(id, title) = (id, title)`, `id + 1 > id`. */
function comparedTruth(operator: string, left: unknown, right: unknown, subject: Subject): Truth {
  const flag = [left, right].map(constantOf).find((value) => typeof value === 'boolean');
  if (flag !== undefined && ['=', '<>', '!='].includes(operator)) {
    const truth = truthOf(typeof constantOf(left) === 'boolean' ? right : left, subject);
    return flag === (operator === '=') ? truth : negate[truth];
  }
  const [a, b] = [withOffset(left), withOffset(right)];
  if (!sameFor(subject, a.base, b.base)) return 'unknown';
  const holds = {
    '=': a.offset === b.offset,
    '<=': a.offset <= b.offset,
    '>=': a.offset >= b.offset,
    '<>': a.offset !== b.offset,
    '!=': a.offset !== b.offset,
    '<': a.offset < b.offset,
    '>': a.offset > b.offset,
  }[operator];
  return holds === undefined ? 'unknown' : known(holds);
}

/** `id + 1` as `id` and 1. */
function withOffset(expression: unknown): { readonly base: unknown; readonly offset: number } {
  const operation = asTag(expression, 'A_Expr');
  const sign = operation?.kind === 'AEXPR_OP' ? { '+': 1, '-': -1 }[operatorOf(operation)] : undefined;
  const value = sign === undefined ? undefined : constantOf(operation?.rexpr);
  if (sign === undefined || typeof value !== 'number' || operation?.lexpr === undefined)
    return { base: expression, offset: 0 };
  const { base, offset } = withOffset(bare(operation.lexpr));
  return { base, offset: offset + sign * value };
}

/** `(id = 1) IN (true, false)`. */
const holdsBoth = (left: unknown, items: readonly unknown[]): boolean =>
  asTag(left, 'ColumnRef') === undefined &&
  [true, false].every((value) => items.some((item) => constantOf(item) === value));

const constantIn = (left: unknown, items: readonly unknown[]): boolean => {
  const value = constantOf(left);
  return value !== undefined && items.some((item) => constantOf(item) === value);
};

function isBetweenItself(left: unknown, items: readonly unknown[], subject: Subject): boolean {
  const [low, high] = [bare(items[0]), bare(items[1])];
  if (sameFor(subject, left, low) && sameFor(subject, left, high)) return true;
  const [value, from, to] = [constantOf(left), constantOf(low), constantOf(high)];
  return (
    typeof value === 'number' &&
    typeof from === 'number' &&
    typeof to === 'number' &&
    from <= value &&
    value <= to
  );
}

const systemColumns = ['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'];

function nullTruth({ nulltesttype, arg }: SqlNode, subject: Subject): Truth {
  const isNull = nulltesttype === 'IS_NULL';
  const value = constantOf(arg);
  if (value !== undefined) return known((value === null) === isNull);
  const compared = asTag(arg, 'A_Expr');
  // nullif(id, id) is null, whatever id is.
  if (compared?.kind === 'AEXPR_NULLIF' && sameFor(subject, compared.lexpr, compared.rexpr))
    return known(isNull);
  const column = namesOf(asTag(bare(arg), 'ColumnRef')?.fields).at(-1);
  return column !== undefined && systemColumns.includes(column) ? known(!isNull) : 'unknown';
}

function testTruth({ booltesttype, arg }: SqlNode, subject: Subject): Truth {
  const truth = truthOf(arg, subject);
  if (booltesttype === 'IS_TRUE' || booltesttype === 'IS_NOT_FALSE') return truth;
  if (booltesttype === 'IS_FALSE' || booltesttype === 'IS_NOT_TRUE') return negate[truth];
  return truth === 'unknown' ? 'unknown' : known(booltesttype === 'IS_NOT_UNKNOWN');
}

function caseTruth({ arg, args, defresult }: SqlNode, subject: Subject): Truth {
  const results: Truth[] = [];
  for (const item of listOf(args)) {
    const when = asTag(item, 'CaseWhen');
    const reached = arg === undefined ? truthOf(when?.expr, subject) : 'unknown';
    if (reached === 'false') continue;
    results.push(truthOf(when?.result, subject));
    // Nothing after it is ever looked at.
    if (reached === 'true') return results.every((truth) => truth === 'true') ? 'true' : 'unknown';
  }
  results.push(truthOf(defresult, subject));
  return results.every((truth) => truth === 'true') ? 'true' : 'unknown';
}

/** The first that is not null; `coalesce(null, true)`. */
function coalesceTruth({ args }: SqlNode, subject: Subject): Truth {
  const parts = listOf(args).filter((part) => constantOf(part) !== null);
  const truths = parts.map((part) => truthOf(part, subject));
  const [first = 'unknown'] = truths;
  return truths.every((truth) => truth === 'true') ? 'true' : first === 'unknown' ? 'unknown' : first;
}

function subqueryTruth({ subLinkType, testexpr, subselect }: SqlNode, subject: Subject): Truth {
  const select = asTag(subselect, 'SelectStmt');
  if (select === undefined) return 'unknown';
  const from = listOf(select.fromClause);
  const filter = select.whereClause;
  if (subLinkType === 'EXISTS_SUBLINK') {
    const empty = filter !== undefined && truthOf(filter, subject) === 'false';
    if (empty) return 'false';
    return from.length === 0 && (filter === undefined || truthOf(filter, subject) === 'true')
      ? 'true'
      : 'unknown';
  }
  const target = asTag(listOf(select.targetList)[0], 'ResTarget')?.val;
  if (subLinkType === 'EXPR_SUBLINK') return from.length === 0 ? truthOf(target, subject) : 'unknown';
  if (subLinkType !== 'ANY_SUBLINK') return 'unknown';
  return isWholeColumn({ SubLink: { subselect } }, testexpr, subject) ? 'true' : 'unknown';
}
