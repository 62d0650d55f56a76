import { scanSql } from '../../policies/sql/parser.ts';
import {
  excerpt,
  positionsIn,
  SqlSyntaxError,
  type Statement,
  splitStatements,
} from '../../postgres/script/index.ts';
import type { CheckedStatement, ScriptProblem } from '../migration.ts';
import { whyOutsideTransaction } from './outside.ts';
import { serverChange } from './server-changes.ts';
import { explainSyntaxError } from './unreadable.ts';

/** A part of a file, by indexes in its text; it begins with a line. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

export interface ReadStatements {
  readonly statements: readonly CheckedStatement[];
  readonly problems: readonly ScriptProblem[];
}

/** The statements of a part of a file, with their places in the whole file. */
export function readStatements(text: string, section: Section): ReadStatements {
  const sql = text.slice(section.start, section.end);
  const before = positionsIn(text).placeOf(section.start).line - 1;
  const inFile = <T extends { readonly line: number }>(place: T): T => ({
    ...place,
    line: place.line + before,
  });
  try {
    const statements = splitStatements(sql).map((found) => {
      const statement = inFile(withoutTrailingComments(found, sql));
      return {
        ...statement,
        start: statement.start + section.start,
        end: statement.end + section.start,
        outsideTransaction: whyOutsideTransaction(statement.node, statement.sql),
        changesServer: serverChange(statement.node),
      };
    });
    return { statements, problems: [] };
  } catch (error) {
    const problems = error instanceof SqlSyntaxError ? explainSyntaxError(sql, error) : [unreadable(error)];
    return { statements: [], problems: problems.map(inFile) };
  }
}

function unreadable(error: unknown): ScriptProblem {
  // The grammar's own end, when its memory is used up, is no Error; it can be used again after.
  const reason = error instanceof Error ? excerpt(error.message) : 'its memory is used up';
  const message = `PostgreSQL's grammar cannot read it: ${reason}`;
  const remedy = 'divide it into smaller migrations';
  return { rule: 'unreadable-sql', level: 'refused', line: 1, column: 1, message, remedy };
}

/** The grammar counts the comments before a semicolon, or before the end of the text, to the statement. */
function withoutTrailingComments(statement: Statement, text: string): Statement {
  const { sql, start } = statement;
  // Scanning costs more than parsing: only where a comment can be the end.
  const last = sql.slice(sql.lastIndexOf('\n') + 1);
  if (!last.includes('--') && !sql.endsWith('*/')) return statement;
  const tokens = scanSql(sql).filter(({ tokenName }) => !tokenName.endsWith('_COMMENT'));
  const end = positionsIn(sql).indexOf(tokens.at(-1)?.end ?? 0);
  return { ...statement, sql: text.slice(start, start + end), end: start + end };
}
