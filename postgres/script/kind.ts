import { type Node, parsePlPgSQLSync } from 'libpg-query';
import type { StepKind } from '../migration.ts';
import { divisionFor } from './division.ts';
import {
  EmptySql,
  MixedStatements,
  type ScriptPart,
  TransactionControl,
  UnsupportedStatement,
  WrongStepKind,
} from './errors.ts';
import { excerpt, type Statement, splitStatements } from './statements.ts';

/**
 * How one step of this SQL has to run.
 * @throws SqlSyntaxError, EmptySql, MixedStatements, TransactionControl, UnsupportedStatement
 */
export const classify = (sql: string, part: ScriptPart = 'migration'): StepKind =>
  kindOf(splitStatements(sql, part), part, null);

/** The kind of a step with exactly these statements; `declared` is what its step line says. */
export function kindOf(
  statements: readonly Statement[],
  part: ScriptPart,
  declared: { readonly step: number; readonly kind: StepKind } | null,
): StepKind {
  const [first] = statements;
  if (first === undefined) throw new EmptySql(part, declared?.step ?? null);
  for (const statement of statements) refuseUnsupported(statement, part);
  if (statements.length === 1) {
    const [natural, ...others] = possibleKinds(first.node, first.sql);
    if (declared === null || declared.kind === natural || others.includes(declared.kind))
      return declared?.kind ?? natural;
    throw new WrongStepKind(part, declared.step, declared.kind, first.line, excerpt(first.sql), natural);
  }
  for (const { node, sql, line } of statements) {
    const [natural, ...others] = possibleKinds(node, sql);
    if (natural !== 'transactional' && !others.includes('transactional')) {
      throw new MixedStatements(part, line, excerpt(sql), natural, divisionFor(statements, part));
    }
  }
  if (declared !== null && declared.kind !== 'transactional') {
    throw new WrongStepKind(
      part,
      declared.step,
      declared.kind,
      first.line,
      excerpt(first.sql),
      'transactional',
    );
  }
  return 'transactional';
}

/** The kinds of step in which a statement can run; the first is the one it gets when nothing is declared. */
export function possibleKinds(node: Node, sql: string): readonly [StepKind, ...StepKind[]] {
  if (needsNoTransaction(node)) return ['concurrent'];
  // A procedure may commit or not: only the declaration can say more.
  if ('CallStmt' in node) return ['batched', 'transactional'];
  if (!('DoStmt' in node) || !isPlpgsql(node)) return ['transactional'];
  const body = JSON.stringify(parsePlPgSQLSync(sql));
  if (/"PLpgSQL_stmt_(commit|rollback)"/.test(body)) return ['batched'];
  return body.includes('"is_call":true') ? ['transactional', 'batched'] : ['transactional'];
}

/** What PostgreSQL refuses inside a transaction block. */
function needsNoTransaction(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true;
  if ('DropStmt' in node) return node.DropStmt.concurrent === true;
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation === undefined;
  if ('ReindexStmt' in node) {
    const { kind, params = [] } = node.ReindexStmt;
    const wholeDatabase = ['REINDEX_OBJECT_SCHEMA', 'REINDEX_OBJECT_SYSTEM', 'REINDEX_OBJECT_DATABASE'];
    return wholeDatabase.includes(kind ?? '') || params.some((param) => optionName(param) === 'concurrently');
  }
  if ('AlterTableStmt' in node) {
    return (node.AlterTableStmt.cmds ?? []).some(
      (cmd) =>
        'AlterTableCmd' in cmd &&
        cmd.AlterTableCmd.def !== undefined &&
        'PartitionCmd' in cmd.AlterTableCmd.def &&
        cmd.AlterTableCmd.def.PartitionCmd.concurrent === true,
    );
  }
  if ('DiscardStmt' in node) return node.DiscardStmt.target === 'DISCARD_ALL';
  if ('AlterDatabaseStmt' in node) {
    return (node.AlterDatabaseStmt.options ?? []).some((option) => optionName(option) === 'tablespace');
  }
  return ['CreatedbStmt', 'DropdbStmt', 'AlterSystemStmt', 'CreateTableSpaceStmt', 'DropTableSpaceStmt'].some(
    (type) => type in node,
  );
}

const optionName = (param: Node): string | undefined =>
  'DefElem' in param ? param.DefElem.defname : undefined;

function isPlpgsql(node: Node): boolean {
  if (!('DoStmt' in node)) return false;
  const language = (node.DoStmt.args ?? []).find((arg) => optionName(arg) === 'language');
  return language === undefined || JSON.stringify(language).includes('"plpgsql"');
}

function refuseUnsupported({ node, sql, line }: Statement, part: ScriptPart): void {
  if ('TransactionStmt' in node) throw new TransactionControl(part, line, excerpt(sql));
  if ('IndexStmt' in node && node.IndexStmt.concurrent === true && node.IndexStmt.idxname === undefined) {
    const hint = 'give the index a name: without one it could not be found again after an interruption';
    throw new UnsupportedStatement(part, line, excerpt(sql), hint);
  }
  if ('CopyStmt' in node && node.CopyStmt.filename === undefined && node.CopyStmt.is_program !== true) {
    throw new UnsupportedStatement(
      part,
      line,
      excerpt(sql),
      'there is no input to copy from: write INSERT … VALUES',
    );
  }
}
