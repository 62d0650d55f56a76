import type { SqlNode } from './parser.ts';
import { asTag, isNode, listOf, namesOf, sameTree, textOf } from './walk.ts';

/** Value of a constant expression; undefined when it is not constant or not known. */
export type Value = number | string | boolean | null | undefined;

/** The expression without casts and collations, which do not change what it depends on. */
export function bare(expression: unknown): unknown {
  const inner = asTag(expression, 'TypeCast')?.arg ?? asTag(expression, 'CollateClause')?.arg;
  if (inner !== undefined) return bare(inner);
  const operation = asTag(expression, 'A_Expr');
  if (operation === undefined || operation.kind !== 'AEXPR_OP') return expression;
  // `id + 0` and `name || ''` are `id` and `name`.
  const neutral: Readonly<Record<string, Value>> = { '+': 0, '-': 0, '*': 1, '||': '' };
  const operator = operatorOf(operation);
  if (!(operator in neutral) || operation.lexpr === undefined) return expression;
  return constantOf(operation.rexpr) === neutral[operator] ? bare(operation.lexpr) : expression;
}

export const operatorOf = (operation: SqlNode): string => namesOf(operation.name).at(-1) ?? '';

export function constantOf(expression: unknown): Value {
  const constant = asTag(expression, 'A_Const');
  if (constant !== undefined) return constantValue(constant);
  const cast = asTag(expression, 'TypeCast');
  if (cast !== undefined) return castValue(constantOf(cast.arg), cast.typeName);
  const operation = asTag(expression, 'A_Expr');
  return operation?.kind === 'AEXPR_OP' ? operationValue(operation) : undefined;
}

/** JSON of protocol buffers leaves out zero, false and the empty text. */
function constantValue(constant: SqlNode): Value {
  if (constant.isnull === true) return null;
  if (isNode(constant.ival)) return Number(constant.ival.ival ?? 0);
  if (isNode(constant.fval)) return Number(constant.fval.fval);
  if (isNode(constant.boolval)) return constant.boolval.boolval === true;
  return isNode(constant.sval) ? (textOf(constant.sval.sval) ?? '') : undefined;
}

function castValue(value: Value, typeName: unknown): Value {
  const type = isNode(typeName) ? namesOf(listOf(typeName.names)).at(-1) : undefined;
  if (type !== 'bool') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return value;
  const text = value.trim().toLowerCase();
  if (['t', 'true', 'y', 'yes', 'on', '1'].includes(text)) return true;
  return ['f', 'false', 'n', 'no', 'off', '0'].includes(text) ? false : undefined;
}

function operationValue(operation: SqlNode): Value {
  const right = constantOf(operation.rexpr);
  const operator = operatorOf(operation);
  if (operation.lexpr === undefined) {
    return operator === '-' && typeof right === 'number' ? -right : operator === '+' ? right : undefined;
  }
  if (cancels(operator, operation, right)) return 0;
  const left = constantOf(operation.lexpr);
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null) return null;
  if (operator === '||') return `${left}${right}`;
  const [a, b] = [Number(left), Number(right)];
  const numeric = typeof left === 'number' || typeof right === 'number';
  if (numeric && (Number.isNaN(a) || Number.isNaN(b))) return undefined;
  if (numeric && operator === '+') return a + b;
  if (numeric && operator === '-') return a - b;
  if (numeric && operator === '*') return a * b;
  return numeric ? compare(a, b, operator) : compare(String(left), String(right), operator);
}

/** `id - id`, `id * 0`, `id % 1`: a value that no row changes. */
const cancels = (operator: string, { lexpr, rexpr }: SqlNode, right: Value): boolean =>
  (operator === '-' && sameTree(lexpr, rexpr)) ||
  (operator === '*' && (right === 0 || constantOf(lexpr) === 0)) ||
  (operator === '%' && right === 1);

function compare<T extends number | string>(a: T, b: T, operator: string): boolean | undefined {
  switch (operator) {
    case '=':
      return a === b;
    case '<>':
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}
