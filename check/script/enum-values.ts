import { asTag, textOf, walk } from '../../policies/sql/walk.ts';
import { excerpt } from '../../postgres/script/index.ts';
import type { CheckedStatement } from '../migration.ts';

/**
 * PostgreSQL 12 and later add a value to an enum inside a transaction, but do not let the same transaction use it.
 * Whether a literal is meant as that value only the server can say: this is where to look, in words, or null.
 */
export function enumValueInUse(statements: readonly CheckedStatement[]): string | null {
  const added = new Map<string, CheckedStatement>();
  for (const statement of statements) {
    const use = added.size > 0 ? literalsOf(statement.node).find((literal) => added.has(literal)) : undefined;
    if (use !== undefined) {
      return `line ${statement.line}: "${excerpt(statement.sql)}" may use the value '${use}', which line ${added.get(use)?.line} adds to an enum`;
    }
    const { node } = statement;
    if ('AlterEnumStmt' in node && node.AlterEnumStmt.oldVal === undefined && node.AlterEnumStmt.newVal) {
      added.set(node.AlterEnumStmt.newVal, statement);
    }
  }
  return null;
}

function literalsOf(node: unknown): string[] {
  const literals: string[] = [];
  walk(node, (name, fields) => {
    if (name !== 'A_Const') return;
    const text = textOf(asTag({ sval: fields.sval }, 'sval')?.sval);
    if (text !== undefined) literals.push(text);
  });
  return literals;
}
