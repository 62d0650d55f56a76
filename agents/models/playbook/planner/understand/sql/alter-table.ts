import type { AlterTableStmt, Constraint } from 'libpg-query';
import type { Token } from '../../../../../../postgres/operations/tokens.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { ColumnDraft, Draft } from '../draft.ts';
import type { RuleDraft } from '../rule-draft.ts';
import type { Topic } from '../topic.ts';
import {
  columnDefinition,
  keyOfSeveral,
  referenceOf,
  saysMore,
  stringsOf,
  typeOf,
} from './column-definition.ts';
import { otherNames, sqlName } from './names.ts';
import { behind, bracketed, listed, meaningful, textOf } from './parts.ts';
import { simpleCheck } from './simple-check.ts';

/** Drafts every command of the statement, or none of them. */
export function alterTable(
  sql: string,
  { cmds = [] }: AlterTableStmt,
  table: TableReading,
  draft: Draft,
  context: ReadingContext,
): { readonly topic: Topic | undefined } | undefined {
  const parts = listed(meaningful(sql));
  if (parts.length !== cmds.length) return undefined;
  const todo: (() => void)[] = [];
  const added: ColumnDraft[] = [];
  const at = { table: table.table?.name ?? table.text, schema: table.table?.schema ?? 'public' };
  for (const [index, node] of cmds.entries()) {
    if (!('AlterTableCmd' in node)) return undefined;
    const { subtype, name = '', def, behavior, missing_ok } = node.AlterTableCmd;
    const cascade = behavior === 'DROP_CASCADE' ? { cascade: true } : {};
    const tokens = parts[index] ?? [];
    const column = sqlName(name);
    const rule = (one: RuleDraft): number => todo.push(() => draft.rules.push(one));
    if (subtype === 'AT_AddColumn' && def && 'ColumnDef' in def) {
      const read = columnDefinition(def.ColumnDef, fromName(tokens, def.ColumnDef.colname ?? ''), context);
      if (!read) return undefined;
      const unique = read.named.find(({ kind }) => kind === 'unique');
      // With a name of its own it is an operation of its own.
      const { unique: alone, ...others } = read.facts.facts;
      const simple = read.checks.map((one) =>
        one.name === undefined ? simpleCheck(one.check, read.name.text) : undefined,
      );
      const own = simple.filter((one) => one !== undefined);
      const only = own.length === 1 ? own[0] : undefined;
      const facts = { ...read.facts, facts: { ...(unique ? others : read.facts.facts), ...only } };
      todo.push(() => added.push(draft.column(read.name, table, facts, true)));
      if (unique && alone) rule({ kind: 'unique', table, columns: [read.name], name: unique.name });
      const unkept = read.named.filter((one) => one !== unique);
      todo.push(() => draft.notes.push(...otherNames(at.table, unkept)));
      for (const check of read.checks.filter((_, at) => only === undefined || simple[at] !== only))
        rule({ kind: 'operation', operation: { op: 'add_check', ...at, ...check } });
    } else if (subtype === 'AT_AddConstraint' && def && 'Constraint' in def) {
      const { contype, conname, keys } = def.Constraint;
      const made = draft.tables.find((one) => nameKey(one.name.text) === nameKey(table.text));
      // As pg_dump writes it: the key of a table that the same text makes.
      if (contype === 'CONSTR_PRIMARY' && made && !table.table && made.primaryKey === undefined) {
        const own = stringsOf(keys);
        const named =
          conname === undefined ? [] : [{ kind: 'primary key' as const, name: conname, columns: own }];
        todo.push(() => {
          made.primaryKey = own;
          draft.notes.push(...otherNames(at.table, named));
        });
        continue;
      }
      const constraint = constraintRule(def.Constraint, tokens, table, at, context);
      if (!constraint) return undefined;
      rule(constraint);
    } else if (subtype === 'AT_DropColumn' && missing_ok && isMissing(table, name))
      todo.push(() => draft.fulfilled.push(`${at.table} has no column ${name}`));
    else if (subtype === 'AT_DropColumn') rule({ kind: 'dropColumn', table, column, ...cascade });
    else if (subtype === 'AT_SetNotNull') rule({ kind: 'setNotNull', table, column });
    else if (subtype === 'AT_DropNotNull') rule({ kind: 'dropNotNull', table, column });
    else if (subtype === 'AT_ColumnDefault' && def) {
      const text = textOf(tokens.slice(behind(tokens, ['set', 'default'])));
      rule({ kind: 'setDefault', table, column, value: { kind: 'sql', text } });
    } else if (subtype === 'AT_ColumnDefault') rule({ kind: 'dropDefault', table, column });
    else if (subtype === 'AT_AlterColumnType' && def && 'ColumnDef' in def) {
      const using = behind(tokens, ['using']);
      const written = textOf(tokens.slice(behind(tokens, ['type']), using === -1 ? undefined : using - 1));
      const type = typeOf(written, context);
      const cast = using === -1 || isPlainCast(textOf(tokens.slice(using)), name, written);
      if (type === undefined || !cast) return undefined;
      rule({ kind: 'changeType', table, column, type, notes: [] });
    } else if (subtype === 'AT_DropConstraint')
      rule({ kind: 'dropConstraint', of: undefined, name: column, table, columns: [], ...cascade });
    else if (subtype === 'AT_EnableRowSecurity') rule({ kind: 'rls', table });
    else return undefined;
  }
  for (const one of todo) one();
  return { topic: added.length > 0 ? { kind: 'columns', drafts: added, table } : undefined };
}

/** `USING score::integer` says what the type says already. */
function isPlainCast(using: string, column: string, type: string): boolean {
  const bare = (sql: string): string => sql.toLowerCase().replace(/[\s"]/g, '');
  const [said, own, to] = [using.replace(/^\(([\s\S]*)\)$/, '$1'), column, type].map(bare);
  return [own, `${own}::${to}`, `(${own})::${to}`, `cast(${own}as${to})`].includes(said ?? '');
}

const isMissing = ({ table }: TableReading, column: string): boolean =>
  table !== undefined && columnOf(table, column).how === 'unknown';

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
  context: ReadingContext,
): RuleDraft | undefined {
  const { contype, conname, keys } = constraint;
  // NOT VALID leaves old rows unchecked, which no operation does.
  if (constraint.skip_validation || saysMore(constraint)) return undefined;
  const name = conname === undefined ? {} : { name: conname };
  if (contype === 'CONSTR_UNIQUE')
    return { kind: 'unique', table, columns: stringsOf(keys).map((key) => sqlName(key)), ...name };
  if (contype === 'CONSTR_PRIMARY')
    return { kind: 'primaryKey', table, columns: stringsOf(keys).map((key) => sqlName(key)), ...name };
  if (contype === 'CONSTR_CHECK') {
    const found = bracketed(tokens, behind(tokens, ['check']));
    if (!found) return undefined;
    return { kind: 'operation', operation: { op: 'add_check', ...at, check: textOf(found.inside), ...name } };
  }
  if (contype !== 'CONSTR_FOREIGN') return undefined;
  const [own, ...others] = stringsOf(constraint.fk_attrs);
  if (others.length > 0) {
    const operation = keyOfSeveral(constraint, at, context);
    return operation && { kind: 'operation', operation };
  }
  const references = referenceOf(constraint);
  if (own === undefined || !references) return undefined;
  const facts = { facts: {}, notes: [], disagreements: [], left: [] };
  return { kind: 'foreignKey', table, column: sqlName(own), references, facts, ...name };
}
