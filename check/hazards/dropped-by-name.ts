import type { Node } from 'libpg-query';
import { dropped, nameParts } from './tree.ts';

/** Sorts of objects whose names do not meet. */
type Sort =
  | 'relation'
  | 'column'
  | 'constraint'
  | 'policy'
  | 'trigger'
  | 'rule'
  | 'function'
  | 'type'
  | 'schema'
  | 'other';

/** By the kinds of a snapshot. */
export function sortOf(kind: string): Sort {
  switch (kind) {
    case 'column':
    case 'policy':
    case 'trigger':
    case 'rule':
    case 'schema':
      return kind;
    case 'constraint':
    case 'domain constraint':
      return 'constraint';
    case 'function':
    case 'procedure':
    case 'aggregate':
    case 'window function':
      return 'function';
    case 'enum':
    case 'domain':
    case 'range':
    case 'type':
    case 'composite type':
    case 'shell type':
    case 'attribute':
      return 'type';
    default:
      return /(?:table|view|sequence)$/.test(kind) ? 'relation' : 'other';
  }
}

/** By the grammar's kinds of objects. */
const sorts: Readonly<Record<string, Sort>> = {
  OBJECT_TABLE: 'relation',
  OBJECT_VIEW: 'relation',
  OBJECT_MATVIEW: 'relation',
  OBJECT_FOREIGN_TABLE: 'relation',
  OBJECT_SEQUENCE: 'relation',
  OBJECT_COLUMN: 'column',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_POLICY: 'policy',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_RULE: 'rule',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'function',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SCHEMA: 'schema',
};

export const saying = (sort: Sort, name: string): string => `${sort} ${name}`;

/** What a statement drops, or gives another name or schema to, as `saying` writes it; by the last part of its name. */
export function droppedByName(node: Node): string[] {
  if ('RenameStmt' in node) {
    const { renameType = '', relation, subname, object } = node.RenameStmt;
    return saidBy(renameType, subname ?? relation?.relname ?? nameParts(object).at(-1));
  }
  if ('AlterObjectSchemaStmt' in node) {
    const { objectType = '', relation, object } = node.AlterObjectSchemaStmt;
    return saidBy(objectType, relation?.relname ?? nameParts(object).at(-1));
  }
  if ('DropStmt' in node) {
    const type = node.DropStmt.removeType ?? '';
    return dropped(node, type).flatMap((names) => saidBy(type, names.at(-1)));
  }
  if ('AlterDomainStmt' in node) return saidBy('OBJECT_DOMCONSTRAINT', node.AlterDomainStmt.name);
  if (!('AlterTableStmt' in node)) return [];
  return (node.AlterTableStmt.cmds ?? []).flatMap((item) => {
    if (!('AlterTableCmd' in item)) return [];
    const { subtype, name } = item.AlterTableCmd;
    if (subtype === 'AT_DropColumn') return saidBy('OBJECT_COLUMN', name);
    return subtype === 'AT_DropConstraint' ? saidBy('OBJECT_TABCONSTRAINT', name) : [];
  });
}

function saidBy(type: string, name: string | undefined): string[] {
  return name === undefined ? [] : [saying(sorts[type] ?? 'other', name)];
}
