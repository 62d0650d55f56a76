import { lineComments } from '../../postgres/script/statements.ts';
import type { CheckedScript, CheckedStatement } from '../migration.ts';

/** A comment that excuses one statement from one rule. */
export interface Ignore {
  readonly rule: string;
  /** Empty where the author gave none. */
  readonly reason: string;
  readonly line: number;
  /** Null: it stands behind the last statement. */
  readonly statement: CheckedStatement | null;
}

const form = /^--\s*godwit-check:\s*ignore\b\s*([\w-]*)[\s,:;–—-]*(?:because\b[\s:,]*)?(.*)$/is;

/**
 * `-- godwit-check: ignore <rule> because <reason>`: in a statement, before it, or behind it on the line where it ends.
 */
export function ignoresOf(script: CheckedScript): Ignore[] {
  const { sql, statements } = script;
  if (statements.length === 0 || !sql.includes('godwit-check')) return [];
  const { start, line: lines } = sectionStart(script);
  return lineComments(sql).flatMap((comment) => {
    const [matched, rule = '', reason = ''] = form.exec(comment.text.trim()) ?? [];
    if (matched === undefined) return [];
    const line = comment.line + lines;
    const statement = statementAt(statements, comment.start + start, line);
    return [{ rule: rule.toLowerCase(), reason: reason.trim(), line, statement }];
  });
}

function statementAt(
  statements: readonly CheckedStatement[],
  index: number,
  line: number,
): CheckedStatement | null {
  const before = statements.findLast(({ start }) => start <= index);
  if (before !== undefined && (index < before.end || line === lastLine(before))) return before;
  return statements.find(({ start }) => start > index) ?? null;
}

const lastLine = ({ line, sql }: CheckedStatement): number => line + sql.split('\n').length - 1;

/** Where the script's text begins in its file: its statements know their places there, its comments do not. */
function sectionStart({ sql, statements }: CheckedScript): { readonly start: number; readonly line: number } {
  const [first] = statements;
  if (first === undefined) return { start: 0, line: 0 };
  // The same words may stand in a comment before: all statements have to be in their place.
  for (let found = sql.indexOf(first.sql); found !== -1; found = sql.indexOf(first.sql, found + 1)) {
    const start = first.start - found;
    if (statements.every((one) => sql.startsWith(one.sql, one.start - start))) {
      return { start, line: first.line - sql.slice(0, found).split('\n').length };
    }
  }
  return { start: 0, line: 0 };
}
