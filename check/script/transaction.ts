import { excerpt } from '../../postgres/script/index.ts';
import type { CheckedStatement, ScriptProblem, TransactionMode } from '../migration.ts';
import { enumValueInUse } from './enum-values.ts';
import { possibleKindsOf } from './outside.ts';
import type { ToolRule } from './tool-rule.ts';

export interface TransactionChoice {
  readonly transaction: TransactionMode;
  readonly because: string;
  readonly mayNeedNone: string | null;
  /** Where the tool itself would fail or do something else than the text says. */
  readonly problems: readonly ScriptProblem[];
}

/** How the statements have to run, from what they are and how their tool runs them. */
export function chooseTransaction(
  statements: readonly CheckedStatement[],
  rule: ToolRule,
): TransactionChoice {
  const own = statements.filter(({ node }) => isBoundary(node));
  if (own.length > 0) return ownTransactions(own, statements, rule);
  const [outside] = statements.filter(({ outsideTransaction }) => outsideTransaction !== null);
  if (outside !== undefined) {
    return {
      transaction: 'none',
      because: `line ${outside.line}: ${outside.outsideTransaction}`,
      mayNeedNone: null,
      problems: toolWouldFail(statements, rule),
    };
  }
  const mayNeedNone = whyPerhapsNone(statements);
  if (!rule.opens && (rule.sends === 'each' || rule.sends === 'alike')) {
    return { transaction: 'none', because: rule.because, mayNeedNone: null, problems: [] };
  }
  return { transaction: 'one', because: rule.because, mayNeedNone, problems: [] };
}

const boundaries = new Set([
  'TRANS_STMT_BEGIN',
  'TRANS_STMT_START',
  'TRANS_STMT_COMMIT',
  'TRANS_STMT_ROLLBACK',
  'TRANS_STMT_PREPARE',
]);

/** BEGIN and what ends a transaction; savepoints stay inside one. */
const isBoundary = (node: CheckedStatement['node']): boolean =>
  'TransactionStmt' in node && boundaries.has(node.TransactionStmt.kind ?? '');

function ownTransactions(
  own: readonly CheckedStatement[],
  statements: readonly CheckedStatement[],
  rule: ToolRule,
): TransactionChoice {
  const [first] = own;
  const problems: ScriptProblem[] = [];
  if (rule.opens && first !== undefined) {
    problems.push({
      rule: 'transaction-inside-transaction',
      level: 'warning',
      line: first.line,
      column: first.column,
      message: `"${excerpt(first.sql)}": ${rule.tool} has already opened a transaction, and the script's own COMMIT ends it`,
      remedy: `leave BEGIN and COMMIT out, or ${rule.remedy}`,
    });
  }
  const inside = blockedInside(statements);
  for (const statement of statements.filter(({ outsideTransaction }) => outsideTransaction !== null)) {
    if (inside.includes(statement)) {
      problems.push(
        needsNone(statement, 'the script has opened a transaction before', 'move it behind COMMIT'),
      );
    } else if (rule.sends === 'whole') {
      problems.push(needsNone(statement, whyWhole(rule), 'give it a migration of its own'));
    }
  }
  return {
    transaction: 'own',
    because: `line ${first?.line ?? 1}: the script begins and ends transactions itself`,
    mayNeedNone: null,
    problems,
  };
}

/** Statements that cannot run in a transaction and stand between the script's own BEGIN and COMMIT. */
function blockedInside(statements: readonly CheckedStatement[]): CheckedStatement[] {
  let open = false;
  return statements.filter(({ node, outsideTransaction }) => {
    if (!('TransactionStmt' in node)) return open && outsideTransaction !== null;
    const { kind, chain } = node.TransactionStmt;
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') open = true;
    else if (boundaries.has(kind ?? '')) open = chain === true;
    return false;
  });
}

function toolWouldFail(statements: readonly CheckedStatement[], rule: ToolRule): ScriptProblem[] {
  const blocked = statements.filter(({ outsideTransaction }) => outsideTransaction !== null);
  if (rule.sends === 'alike') {
    if (blocked.length === statements.length) return [];
    const why = `${rule.tool} takes no file that holds both such statements and others`;
    return blocked.map((one) => needsNone(one, why, rule.remedy));
  }
  if (rule.opens) {
    return blocked.map((one) => needsNone(one, `${rule.tool} opens one`, rule.remedy));
  }
  if (rule.sends === 'whole' && statements.length > 1) {
    return blocked.map((one) => needsNone(one, whyWhole(rule), 'give it a migration of its own'));
  }
  if (rule.sends === 'pipeline') {
    const plain = statements.findIndex(({ outsideTransaction }) => outsideTransaction === null);
    const late = statements.slice(plain === -1 ? statements.length : plain);
    const why = `${rule.tool} sends all statements as one pipeline, and others come first`;
    return late
      .filter(({ outsideTransaction }) => outsideTransaction !== null)
      .map((one) => ({ ...needsNone(one, why, rule.remedy), level: 'warning' }));
  }
  return [];
}

const whyWhole = ({ tool }: ToolRule): string =>
  `${tool} sends all statements in one message, where PostgreSQL takes it only alone`;

const needsNone = (statement: CheckedStatement, why: string, remedy: string): ScriptProblem => ({
  rule: 'needs-no-transaction',
  level: 'error',
  line: statement.line,
  column: statement.column,
  message: `${statement.outsideTransaction}; ${why}`,
  remedy,
});

function whyPerhapsNone(statements: readonly CheckedStatement[]): string | null {
  const used = enumValueInUse(statements);
  if (used !== null) return used;
  const calls = statements.find(({ node, sql }) => possibleKindsOf(node, sql).includes('batched'));
  return calls === undefined
    ? null
    : `line ${calls.line}: "${excerpt(calls.sql)}" calls a procedure that may commit`;
}
