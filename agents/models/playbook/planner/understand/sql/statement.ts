import type { RangeVar } from 'libpg-query';
import { SqlSyntaxError, type Statement, splitStatements } from '../../../../../../postgres/script/index.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import type { Draft } from '../draft.ts';
import type { Topic } from '../topic.ts';
import { alterTable } from './alter-table.ts';
import { stringsOf } from './column-definition.ts';
import { createFunction } from './create-function.ts';
import { createIndex } from './create-index.ts';
import { createTable } from './create-table.ts';
import { dropped } from './drop.ts';
import { enumLabel } from './enum-label.ts';
import { sqlName } from './names.ts';
import { granted, policy } from './rights.ts';
import { updated } from './update.ts';

/*
 * Statements by PostgreSQL's own grammar: every word of one is accounted for, or it is read by nobody. Forms of prose
 * come first, since they join what a statement says with what the text around it says.
 */

export interface StatementReading {
  readonly topic: Topic | undefined;
}

/** One statement, drafted as a whole; undefined, and nothing drafted, where a draft cannot hold all of it. */
export function readStatement(
  sql: string,
  draft: Draft,
  context: ReadingContext,
): StatementReading | undefined {
  const statement = soleStatement(sql);
  if (!statement) return undefined;
  const { node } = statement;
  const silent = { topic: undefined };
  if ('CreateStmt' in node) {
    const made = createTable(sql, node.CreateStmt, draft, context);
    return made && { topic: { kind: 'table', draft: made } };
  }
  if ('CreateEnumStmt' in node) {
    const [name = '', schema = 'public'] = [...stringsOf(node.CreateEnumStmt.typeName)].reverse();
    if (schema !== 'public') return undefined;
    draft.rules.push({
      kind: 'createEnum',
      name: sqlName(name),
      labels: stringsOf(node.CreateEnumStmt.vals),
    });
    return silent;
  }
  if ('IndexStmt' in node) {
    const table = tableOf(node.IndexStmt.relation, context);
    const rule = table && createIndex(sql, node.IndexStmt, table, draft.notes);
    if (rule) draft.rules.push(rule);
    return rule && silent;
  }
  if ('AlterTableStmt' in node) {
    const table = tableOf(node.AlterTableStmt.relation, context);
    return table && alterTable(sql, node.AlterTableStmt, table, draft, context);
  }
  if ('CreateFunctionStmt' in node) {
    const rule = createFunction(node.CreateFunctionStmt, context);
    if (rule) draft.rules.push(rule);
    return rule && silent;
  }
  if ('AlterEnumStmt' in node) {
    const rule = enumLabel(node.AlterEnumStmt, context);
    if (rule) draft.rules.push(rule);
    return rule && silent;
  }
  if ('CreatePolicyStmt' in node) {
    const table = tableOf(node.CreatePolicyStmt.table, context);
    const rule = table && policy(sql, node.CreatePolicyStmt, table, draft);
    if (rule) draft.rules.push(rule);
    return rule && silent;
  }
  if ('GrantStmt' in node) {
    const rules = granted(node.GrantStmt, (schema, name) => tableNamed(schema, name, context));
    if (rules) draft.rules.push(...rules);
    return rules && silent;
  }
  if ('UpdateStmt' in node) {
    const table = tableOf(node.UpdateStmt.relation, context);
    const fills = table && updated(sql, node.UpdateStmt, table);
    if (fills) draft.fills.push(...fills);
    return fills && silent;
  }
  if ('DropStmt' in node) {
    const found = dropped(node.DropStmt, (schema, name) => tableNamed(schema, name, context), context);
    draft.rules.push(...(found?.rules ?? []));
    draft.fulfilled.push(...(found?.missing ?? []));
    return found && silent;
  }
  return undefined;
}

function soleStatement(sql: string): Statement | undefined {
  try {
    const [only, ...others] = splitStatements(sql);
    return others.length === 0 ? only : undefined;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined;
    throw error;
  }
}

const tableOf = (relation: RangeVar | undefined, context: ReadingContext): TableReading | undefined =>
  relation?.relname ? tableNamed(relation.schemaname, relation.relname, context) : undefined;

function tableNamed(schema: string | undefined, name: string, { names }: ReadingContext): TableReading {
  const text = schema === undefined || schema === 'public' ? name : `${schema}.${name}`;
  const table = names.knownTable(text);
  return { text, marked: true, ...(table ? { table } : {}) };
}
