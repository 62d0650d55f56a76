import { excerpt, SqlSyntaxError, splitStatements } from '../../postgres/script/index.ts';
import type { CheckedScript, CheckedStatement, ScriptProblem } from '../migration.ts';
import { whyOutsideTransaction } from './outside.ts';
import { judgeReach } from './reach.ts';
import { serverChange } from './server-changes.ts';
import type { SourceText } from './source.ts';
import type { ToolRule } from './tool-rule.ts';
import { chooseTransaction } from './transaction.ts';
import { explainSyntaxError } from './unreadable.ts';

/** A part of a file, by indexes in its text. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

/** One script out of a file's text. Never throws: what is wrong with it is one of its problems. */
export function readScript(
  source: SourceText,
  rule: ToolRule,
  section: Section = { start: 0, end: source.text.length },
  more: readonly ScriptProblem[] = [],
): CheckedScript {
  const { file, text } = source;
  const sql = text.slice(section.start, section.end);
  const read = statementsOf(text, section);
  const choice = chooseTransaction(read.statements, rule);
  return {
    file,
    sql,
    statements: read.statements,
    transaction: choice.transaction,
    because: choice.because,
    mayNeedNone: choice.mayNeedNone,
    problems: [
      ...source.problems,
      ...read.problems,
      ...more,
      ...choice.problems,
      ...read.statements.flatMap(judgeReach),
      ...emptiness(read, source),
    ],
  };
}

interface ReadStatements {
  readonly statements: readonly CheckedStatement[];
  readonly problems: readonly ScriptProblem[];
}

function statementsOf(text: string, section: Section): ReadStatements {
  // Blank lines in place of what comes before keep lines and columns those of the file.
  const before = text.slice(0, section.start);
  const line = before.split('\n').length - 1;
  const column = before.length - (before.lastIndexOf('\n') + 1);
  const sql = text.slice(section.start, section.end);
  const inFile = <T extends { readonly line: number; readonly column: number }>(place: T): T => ({
    ...place,
    line: place.line + line,
    column: place.line === 1 ? place.column + column : place.column,
  });
  try {
    const statements = splitStatements(sql).map((statement) => ({
      ...inFile(statement),
      start: statement.start + section.start,
      end: statement.end + section.start,
      outsideTransaction: whyOutsideTransaction(statement.node, statement.sql),
      changesServer: serverChange(statement.node),
    }));
    return { statements, problems: [] };
  } catch (error) {
    if (error instanceof SqlSyntaxError) {
      return { statements: [], problems: explainSyntaxError(sql, error).map(inFile) };
    }
    const reason = error instanceof Error ? error.message : String(error);
    const message = `PostgreSQL's grammar cannot read it: ${excerpt(reason)}`;
    const remedy = 'divide it into smaller migrations';
    return {
      statements: [],
      problems: [inFile({ rule: 'unreadable-sql', level: 'refused', line: 1, column: 1, message, remedy })],
    };
  }
}

function emptiness({ statements, problems }: ReadStatements, source: SourceText): ScriptProblem[] {
  if (
    statements.length > 0 ||
    problems.length > 0 ||
    source.problems.some(({ level }) => level === 'refused')
  )
    return [];
  const message = 'there is no statement in it';
  return [{ rule: 'empty-script', level: 'advice', line: 1, column: 1, message, remedy: null }];
}
