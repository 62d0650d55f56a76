import type { CreateStmt } from 'libpg-query';
import type { Operation } from '../../../../../../postgres/operations/index.ts';
import { join } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Draft, TableDraft } from '../draft.ts';
import { columnDefinition, keyOfSeveral, referenceOf, saysMore, stringsOf } from './column-definition.ts';
import { type NamedConstraint, namedKinds, otherNames, sqlName } from './names.ts';
import { behind, bracketed, listed, meaningful, textOf } from './parts.ts';

/** A column that the statement has as well; a condition might say the same as a check, in other words. */
const isSaid = ({ name, facts: { facts } }: TableDraft['columns'][number], made: TableDraft): boolean =>
  made.columns.some((one) => nameKey(one.name.text) === nameKey(name.text)) &&
  [facts.min, facts.max, facts.oneOf, facts.maxLength, facts.notEmpty].every((one) => one === undefined);

/** A table that a statement makes, as a draft; undefined, and nothing drafted, where it says more than a draft holds. */
export function createTable(
  sql: string,
  statement: CreateStmt,
  draft: Draft,
  context: ReadingContext,
): TableDraft | undefined {
  const {
    relation,
    tableElts = [],
    inhRelations,
    partspec,
    ofTypename,
    options,
    tablespacename,
    accessMethod,
    oncommit = 'ONCOMMIT_NOOP',
  } = statement;
  if (
    !relation?.relname ||
    inhRelations ||
    partspec ||
    ofTypename ||
    options ||
    tablespacename ||
    accessMethod ||
    oncommit !== 'ONCOMMIT_NOOP'
  )
    return undefined;
  if ((relation.schemaname ?? 'public') !== 'public' || (relation.relpersistence ?? 'p') !== 'p')
    return undefined;
  const parts = listed(bracketed(meaningful(sql))?.inside ?? []);
  if (parts.length !== tableElts.length) return undefined;
  const made: TableDraft = {
    name: sqlName(relation.relname),
    columns: [],
    rls: false,
    owner: false,
    primaryKey: undefined,
    uniques: [],
    checks: [],
    marked: true,
    stated: true,
  };
  const named: NamedConstraint[] = [];
  const keys: Operation[] = [];
  for (const [index, node] of tableElts.entries()) {
    const tokens = meaningful(textOf(parts[index] ?? []));
    if ('ColumnDef' in node) {
      const column = columnDefinition(node.ColumnDef, tokens, context);
      if (!column) return undefined;
      made.columns.push({ name: column.name, facts: column.facts });
      made.checks.push(...column.checks);
      named.push(...column.named);
      continue;
    }
    if (!('Constraint' in node)) return undefined;
    const { Constraint: constraint } = node;
    const own = stringsOf(constraint.keys);
    if (saysMore(constraint)) return undefined;
    const kind = namedKinds[constraint.contype ?? ''];
    if (constraint.conname !== undefined && kind !== undefined && (constraint.fk_attrs ?? []).length < 2)
      named.push({
        kind,
        name: constraint.conname,
        columns: own.length > 0 ? own : stringsOf(constraint.fk_attrs),
      });
    if (constraint.contype === 'CONSTR_PRIMARY') made.primaryKey = own;
    else if (constraint.contype === 'CONSTR_UNIQUE') made.uniques.push(own);
    else if (constraint.contype === 'CONSTR_CHECK') {
      const found = bracketed(tokens, behind(tokens, ['check']));
      if (!found) return undefined;
      const name = constraint.conname;
      made.checks.push({ ...(name === undefined ? {} : { name }), check: textOf(found.inside) });
    } else if (constraint.contype === 'CONSTR_FOREIGN') {
      const [first, ...others] = stringsOf(constraint.fk_attrs);
      if (others.length > 0) {
        const key = keyOfSeveral(constraint, { table: relation.relname, schema: 'public' }, context);
        if (!key) return undefined;
        keys.push(key);
        continue;
      }
      const references = referenceOf(constraint);
      const at = made.columns.findIndex(({ name }) => name.text === first);
      const column = made.columns[at];
      if (!references || !column || column.facts.facts.references) return undefined;
      const facts = { ...column.facts.facts, references };
      made.columns[at] = { ...column, facts: { ...column.facts, facts } };
    } else return undefined;
  }
  const known = draft.tables.find(({ name }) => nameKey(name.text) === nameKey(made.name.text));
  // What prose said of it stands, too; where the two differ, both are told.
  if (known && !known.columns.every((column) => isSaid(column, made))) return undefined;
  for (const { name, facts } of known?.columns ?? []) {
    const column = made.columns.find((one) => nameKey(one.name.text) === nameKey(name.text));
    if (column) column.facts = join(facts, column.facts);
  }
  if (known) Object.assign(known, { ...made, rls: known.rls, owner: known.owner });
  else draft.tables.push(made);
  draft.notes.push(...otherNames(relation.relname, named));
  draft.rules.push(...keys.map((operation) => ({ kind: 'operation' as const, operation })));
  return known ?? made;
}
