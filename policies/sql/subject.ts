import { bare } from './constant.ts';
import type { SqlNode } from './parser.ts';
import { asTag, isNode, listOf, namesOf, textOf, walk } from './walk.ts';

/** Whose rows a condition chooses. */
export interface Subject {
  /** The table that is written to. */
  readonly relation: SqlNode;
  /** Queries of the statement's WITH, by name. */
  readonly ctes: ReadonlyMap<string, SqlNode>;
}

export const subjectOf = (relation: SqlNode, statement: unknown): Subject => {
  const ctes = new Map<string, SqlNode>();
  walk(statement, (name, node) => {
    const select = asTag(node.ctequery, 'SelectStmt');
    if (name === 'CommonTableExpr' && select !== undefined) ctes.set(String(node.ctename), select);
  });
  return { relation, ctes };
};

/** The name by which columns of a table are called. */
export const calledAs = (relation: SqlNode): string =>
  textOf(isNode(relation.alias) ? relation.alias.aliasname : undefined) ?? textOf(relation.relname) ?? '';

/** The column of an expression that is nothing else, with the table it is said to be of. */
export function columnOf(
  expression: unknown,
): { readonly of: string | undefined; readonly column: string } | undefined {
  const fields = namesOf(asTag(bare(expression), 'ColumnRef')?.fields);
  const column = fields.at(-1);
  return column === undefined ? undefined : { of: fields.at(-2), column };
}

/** The same expression of the subject's columns: `tasks.id` is `id`. */
export function sameFor({ relation }: Subject, a: unknown, b: unknown): boolean {
  const own = calledAs(relation);
  const text = (value: unknown): string =>
    JSON.stringify(value, (key, child: unknown) => {
      if (key === 'location') return undefined;
      if (key !== 'fields') return child;
      const names = namesOf(child);
      return names.length > 1 && names.at(-2) === own && names.length === listOf(child).length
        ? [{ String: { sval: names.at(-1) } }]
        : child;
    });
  return a !== undefined && text(a) === text(b);
}
