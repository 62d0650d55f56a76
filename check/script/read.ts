import { positionsIn } from '../../postgres/script/index.ts';
import type { CheckedScript, ScriptProblem } from '../migration.ts';
import { judgeReach } from './reach.ts';
import type { SourceText } from './source.ts';
import { type ReadStatements, readStatements, type Section } from './statements.ts';
import type { ToolRule } from './tool-rule.ts';
import { chooseTransaction } from './transaction.ts';

/** One script out of a file's text. Never throws: what is wrong with it is one of its problems. */
export function readScript(
  source: SourceText,
  rule: ToolRule,
  section: Section = { start: 0, end: source.text.length },
  more: readonly ScriptProblem[] = [],
): CheckedScript {
  const { file, text } = source;
  const sql = text.slice(section.start, section.end);
  const read = readStatements(text, section);
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
      ...emptiness(read, source, section.start),
    ],
  };
}

/** Comments alone change nothing; the line is where the section begins. */
function emptiness(
  { statements, problems }: ReadStatements,
  source: SourceText,
  start: number,
): ScriptProblem[] {
  const unreadable = [...problems, ...source.problems].some(({ level }) => level === 'refused');
  if (statements.length > 0 || unreadable) return [];
  const message = 'there is no statement in it';
  const place = positionsIn(source.text).placeOf(start);
  return [{ rule: 'empty-script', level: 'advice', ...place, message, remedy: null }];
}
