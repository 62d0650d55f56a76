import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { judgeDo, judgeFunctionDefinition } from './body.ts';
import { judgeMigrationOnly } from './migration-statements.ts';
import type { SqlObjection } from './objection.ts';
import type { SqlNode, SqlStatement } from './parser.ts';
import { judgeSchemaChange } from './schema-changes.ts';
import type { SqlScope } from './scope.ts';
import {
  asksInMigration,
  migrationOnly,
  reads,
  reasonAgainst,
  schemaChanges,
  writes,
} from './statement-kinds.ts';
import { judgeTree } from './tree.ts';
import { asTag, isNode, listOf, textOf } from './walk.ts';

/** Everything there is to say against one statement, with its place; empty when nothing. */
export function judgeStatement(statement: SqlStatement, scope: SqlScope): SqlObjection[] {
  const { start, text } = statement;
  const whole = { start, end: start + Buffer.byteLength(text) };
  return objectionsTo(statement, scope).map((objection) => ({ at: whole, ...objection }));
}

function objectionsTo(statement: SqlStatement, scope: SqlScope): SqlObjection[] {
  const { kind, node, text } = statement;
  if (kind === 'ExplainStmt') return judgeExplain(statement, scope);
  const kindVerdict = judgeKind(kind, node, text, scope);
  if (kindVerdict?.verdict === 'deny') return [kindVerdict];
  const definition = schemaChanges.has(kind) && !runsNow.has(kind);
  const inner: SqlScope = definition ? { ...scope, referring: true } : scope;
  const objections: SqlObjection[] = kindVerdict === undefined ? [] : [kindVerdict];
  if (kind === 'DoStmt') return [...objections, ...judgeDo(statement, scope)];
  if (kind === 'CreateFunctionStmt') objections.push(...judgeFunctionDefinition(statement, scope));
  return [...objections, ...judgeTree(kind, node, inner)];
}

/** Definitions that run their query at once. */
const runsNow = new Set(['CreateTableAsStmt', 'RefreshMatViewStmt']);

function judgeKind(kind: string, node: SqlNode, text: string, scope: SqlScope): Verdict | undefined {
  if (reads.has(kind)) return undefined;
  if (scope.target === 'production') {
    const danger = !writes.has(kind) && !schemaChanges.has(kind) && !migrationOnly.has(kind);
    return danger
      ? deny('sql/forbidden-statement', reasonAgainst(kind))
      : deny(
          'sql/write-on-production',
          `${quote(text.trim(), 60)} changes production, which free SQL only reads`,
          'Do it on a branch of this run: create_branch, then its project_ref as project_id.',
        );
  }
  if (writes.has(kind)) return undefined;
  if (schemaChanges.has(kind)) {
    const special = judgeSchemaChange(kind, node, { ...scope, referring: true });
    if (scope.target === 'migration' || special?.verdict === 'deny') return special;
    return confirm(
      'sql/schema-change',
      `${quote(text.trim(), 60)} changes the schema past the migration`,
      'Use apply_migration, which can be proven and rolled back.',
    );
  }
  if (kind === 'DoStmt') return undefined;
  if (scope.target === 'migration') {
    if (migrationOnly.has(kind)) return judgeMigrationOnly(kind, node);
    if (asksInMigration.has(kind)) {
      return confirm(
        'sql/unusual-statement',
        `${quote(text.trim(), 60)} is rare in a migration and reaches far`,
      );
    }
  }
  return deny('sql/forbidden-statement', reasonAgainst(kind));
}

function judgeExplain({ node, text, start }: SqlStatement, scope: SqlScope): SqlObjection[] {
  const [entry] = Object.entries(isNode(node.query) ? node.query : {});
  if (entry === undefined) return [deny('sql/forbidden-statement', 'EXPLAIN of nothing')];
  const [kind, query] = entry;
  if (kind !== 'SelectStmt' && !writes.has(kind)) {
    return [deny('sql/forbidden-statement', `EXPLAIN of this statement: ${reasonAgainst(kind)}`)];
  }
  const inner = { kind, node: query as SqlNode, text, start };
  if (!listOf(node.options).some(isAnalyze)) {
    return judgeTree(kind, inner.node, { ...scope, planned: true });
  }
  const verdicts = judgeStatement(inner, scope);
  return scope.target === 'production'
    ? [
        confirm(
          'sql/explain-analyze',
          'EXPLAIN ANALYZE runs the statement on production',
          'Leave ANALYZE out.',
        ),
        ...verdicts,
      ]
    : verdicts;
}

function isAnalyze(option: unknown): boolean {
  const element = asTag(option, 'DefElem');
  if (textOf(element?.defname)?.toLowerCase() !== 'analyze') return false;
  const value = asTag(element?.arg, 'String')?.sval ?? asTag(element?.arg, 'Integer')?.ival;
  const integer = asTag(element?.arg, 'Integer');
  if (integer !== undefined && integer.ival === undefined) return false;
  return !['false', 'off', 'no', '0'].includes(String(value ?? 'on').toLowerCase());
}
