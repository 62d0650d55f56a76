import { constantOf } from './constant.ts';
import { calledAs, columnOf, type Subject } from './subject.ts';
import { truthOf } from './truth.ts';
import { asTag, listOf, namesOf } from './walk.ts';

/** `(SELECT id FROM tasks)`: the column of every row of the subject itself, so that `id IN` it chooses nothing. */
export function isWholeColumn(subquery: unknown, tested: unknown, subject: Subject): boolean {
  const row = listOf(asTag(tested, 'RowExpr')?.args);
  if (row.length > 0) return row.every((column) => isWholeColumn(subquery, column, subject));
  const own = columnOf(tested);
  const link = asTag(subquery, 'SubLink');
  return own !== undefined && holdsColumn(link?.subselect, own.column, subject, 0);
}

/** Deeper than this nobody nests who does not want to hide something; what is not known is not whole. */
const deepest = 20;

function holdsColumn(query: unknown, column: string, subject: Subject, depth: number): boolean {
  const select = asTag(query, 'SelectStmt');
  if (select === undefined || depth > deepest) return false;
  const next = (inner: unknown): boolean => holdsColumn(inner, column, subject, depth + 1);
  if (select.op === 'SETOP_UNION')
    return next({ SelectStmt: select.larg }) || next({ SelectStmt: select.rarg });
  if (select.limitCount !== undefined && constantOf(select.limitCount) !== null) return false;
  const [from, ...others] = listOf(select.fromClause);
  if (others.length > 0) return false;
  const table = asTag(from, 'RangeVar');
  const inner = asTag(from, 'RangeSubselect')?.subquery;
  const cte = subject.ctes.get(String(table?.relname));
  const isWhole =
    inner !== undefined
      ? next(inner)
      : cte !== undefined
        ? next({ SelectStmt: cte })
        : table?.relname === subject.relation.relname;
  if (!isWhole) return false;
  const filtered = { relation: table ?? {}, ctes: subject.ctes };
  if (select.whereClause !== undefined && truthOf(select.whereClause, filtered) !== 'true') return false;
  return listOf(select.targetList).some((target) => {
    const value = asTag(target, 'ResTarget')?.val;
    const star = listOf(asTag(value, 'ColumnRef')?.fields).some(
      (field) => asTag(field, 'A_Star') !== undefined,
    );
    return star || columnOf(value)?.column === column;
  });
}

/** `USING tasks t2 WHERE t.id = t2.id`: joined with itself by one column, which leaves no row out. */
export function joinsItself(condition: unknown, others: readonly unknown[], { relation }: Subject): boolean {
  const operation = asTag(condition, 'A_Expr');
  if (operation?.kind !== 'AEXPR_OP' || namesOf(operation.name).at(-1) !== '=') return false;
  const [left, right] = [columnOf(operation.lexpr), columnOf(operation.rexpr)];
  if (left === undefined || right === undefined || left.column !== right.column) return false;
  const selves = others.flatMap((other) => {
    const table = asTag(other, 'RangeVar');
    return table?.relname === relation.relname && table !== undefined ? [calledAs(table)] : [];
  });
  const names = [left.of, right.of];
  return names.includes(calledAs(relation)) && names.some((name) => selves.includes(name ?? ''));
}
