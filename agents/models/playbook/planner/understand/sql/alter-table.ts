import type { AlterTableStmt, Constraint } from 'libpg-query';
import type { Token } from '../../../../../../postgres/operations/tokens.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import type { Draft, RuleDraft } from '../draft.ts';
import { columnDefinition, referenceOf, stringsOf, typeOf } from './column-definition.ts';
import { otherNames } from './names.ts';
import { behind, bracketed, listed, meaningful, textOf } from './parts.ts';

/** Drafts every command of the statement, or none of them. */
export function alterTable(
  sql: string,
  { cmds = [] }: AlterTableStmt,
  table: TableReading,
  draft: Draft,
  context: ReadingContext,
): boolean {
  const parts = listed(meaningful(sql));
  if (parts.length !== cmds.length) return false;
  const todo: (() => void)[] = [];
  const at = { table: table.table?.name ?? table.text, schema: table.table?.schema ?? 'public' };
  for (const [index, node] of cmds.entries()) {
    if (!('AlterTableCmd' in node)) return false;
    const { subtype, name = '', def, behavior } = node.AlterTableCmd;
    const cascade = behavior === 'DROP_CASCADE' ? { cascade: true } : {};
    const tokens = parts[index] ?? [];
    const column = nameOf(name, true);
    const rule = (one: RuleDraft): number => todo.push(() => draft.rules.push(one));
    if (subtype === 'AT_AddColumn' && def && 'ColumnDef' in def) {
      const read = columnDefinition(def.ColumnDef, fromName(tokens, def.ColumnDef.colname ?? ''), context);
      if (!read) return false;
      const unique = read.named.find(({ kind }) => kind === 'unique');
      // With a name of its own it is an operation of its own.
      const { unique: alone, ...others } = read.facts.facts;
      const facts = unique ? { ...read.facts, facts: others } : read.facts;
      todo.push(() => draft.column(read.name, table, facts, true));
      if (unique && alone) rule({ kind: 'unique', table, columns: [read.name], name: unique.name });
      const unkept = read.named.filter((one) => one !== unique);
      todo.push(() => draft.notes.push(...otherNames(at.table, unkept)));
      for (const check of read.checks)
        rule({ kind: 'operation', operation: { op: 'add_check', ...at, ...check } });
    } else if (subtype === 'AT_AddConstraint' && def && 'Constraint' in def) {
      const made = constraintRule(def.Constraint, tokens, table, at);
      if (!made) return false;
      rule(made);
    } else if (subtype === 'AT_DropColumn') rule({ kind: 'dropColumn', table, column, ...cascade });
    else if (subtype === 'AT_SetNotNull') rule({ kind: 'setNotNull', table, column });
    else if (subtype === 'AT_DropNotNull') rule({ kind: 'dropNotNull', table, column });
    else if (subtype === 'AT_ColumnDefault' && def) {
      const text = textOf(tokens.slice(behind(tokens, ['set', 'default'])));
      rule({ kind: 'setDefault', table, column, value: { kind: 'sql', text } });
    } else if (subtype === 'AT_ColumnDefault') rule({ kind: 'dropDefault', table, column });
    else if (subtype === 'AT_AlterColumnType' && def && 'ColumnDef' in def && !def.ColumnDef.raw_default) {
      const type = typeOf(textOf(tokens.slice(behind(tokens, ['type']))), context);
      if (type === undefined) return false;
      rule({ kind: 'changeType', table, column, type, notes: [] });
    } else if (subtype === 'AT_DropConstraint')
      rule({ kind: 'dropConstraint', of: undefined, name: column, table, columns: [], ...cascade });
    else if (subtype === 'AT_EnableRowSecurity') rule({ kind: 'rls', table });
    else return false;
  }
  for (const one of todo) one();
  return true;
}

/** The tokens from the name of the column on, behind `ADD COLUMN IF NOT EXISTS`. */
function fromName(tokens: readonly Token[], name: string): readonly Token[] {
  const add = behind(tokens, ['add']);
  const from = tokens.findIndex(
    ({ kind, value }, index) => index >= add && kind === 'name' && value === name,
  );
  return tokens.slice(from);
}

function constraintRule(
  constraint: Constraint,
  tokens: readonly Token[],
  table: TableReading,
  at: { readonly table: string; readonly schema: string },
): RuleDraft | undefined {
  const { contype, conname, keys, deferrable, initdeferred, nulls_not_distinct, indexname } = constraint;
  // NOT VALID leaves old rows unchecked, which no operation does.
  if (constraint.skip_validation) return undefined;
  if (deferrable || initdeferred || nulls_not_distinct || indexname) return undefined;
  const name = conname === undefined ? {} : { name: conname };
  if (contype === 'CONSTR_UNIQUE')
    return { kind: 'unique', table, columns: stringsOf(keys).map((key) => nameOf(key, true)), ...name };
  if (contype === 'CONSTR_PRIMARY')
    return { kind: 'primaryKey', table, columns: stringsOf(keys).map((key) => nameOf(key, true)), ...name };
  if (contype === 'CONSTR_CHECK') {
    const found = bracketed(tokens, behind(tokens, ['check']));
    if (!found || constraint.is_no_inherit) return undefined;
    return { kind: 'operation', operation: { op: 'add_check', ...at, check: textOf(found.inside), ...name } };
  }
  if (contype !== 'CONSTR_FOREIGN') return undefined;
  const [own, ...others] = stringsOf(constraint.fk_attrs);
  const references = referenceOf(constraint);
  if (own === undefined || others.length > 0 || !references) return undefined;
  const facts = { facts: {}, notes: [], disagreements: [], left: [] };
  return { kind: 'foreignKey', table, column: nameOf(own, true), references, facts, ...name };
}
