import type { StepKind } from '../migration.ts';
import type { StepDraft } from '../operations/operation.ts';
import { InvalidStepLines, type ScriptPart } from './errors.ts';
import { kindOf } from './kind.ts';
import { splitStatements } from './statements.ts';
import { findStepLines, type StepLine } from './step-lines.ts';

/**
 * The steps of a migration's text and its rollback's. Lines `-- godwit:step <n> <kind>` divide both; without them
 * the whole text is one step whose kind its statements tell.
 * @throws SqlSyntaxError, EmptySql, MixedStatements, WrongStepKind, TransactionControl, UnsupportedStatement,
 * InvalidStepLines
 */
export function parseScript(up: string, down: string): [StepDraft, ...StepDraft[]] {
  const ups = divide(up, 'migration');
  const downs = divide(down, 'rollback').reverse();
  if (ups.length !== downs.length) {
    throw new InvalidStepLines(
      'rollback',
      null,
      `the migration has ${steps(ups)}, its rollback ${steps(downs)}`,
    );
  }
  const [first, ...rest] = ups.map(({ kind, sql }, at) => ({ kind, up: sql, down: downs[at]?.sql ?? '' }));
  if (first === undefined) throw new InvalidStepLines('migration', null, 'there is no step in it');
  return [first, ...rest];
}

interface Piece {
  readonly kind: StepKind;
  readonly sql: string;
}

const steps = ({ length }: readonly Piece[]): string => (length === 1 ? '1 step' : `${length} steps`);

/** The pieces in the order of the text. The whole text is parsed at once, so that lines in messages are its lines. */
function divide(text: string, part: ScriptPart): Piece[] {
  const statements = splitStatements(text, part);
  const lines = findStepLines(text, part);
  const [first] = lines;
  if (first === undefined) return [{ kind: kindOf(statements, part, null), sql: text.trim() }];
  const early = statements.find(({ start }) => start < first.start);
  if (early !== undefined) {
    throw new InvalidStepLines(part, early.line, 'there is a statement before the first step line');
  }
  checkNumbers(lines, part);
  return lines.map((line, at) => {
    const end = lines[at + 1]?.start ?? text.length;
    const own = statements.filter(({ start }) => start >= line.end && start < end);
    return { kind: kindOf(own, part, line), sql: text.slice(line.end, end).trim() };
  });
}

function checkNumbers(lines: readonly StepLine[], part: ScriptPart): void {
  for (const [at, { step, line }] of lines.entries()) {
    const expected = part === 'migration' ? at + 1 : lines.length - at;
    if (step !== expected)
      throw new InvalidStepLines(part, line, `step ${step} stands where step ${expected} belongs`);
  }
}
