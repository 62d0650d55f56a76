import type { ColumnDef, Constraint, Node } from 'libpg-query';
import type { Operation } from '../../../../../../postgres/operations/index.ts';
import type { Token } from '../../../../../../postgres/operations/tokens.ts';
import { typeNameOf } from '../../../../../../postgres/operations/type-name.ts';
import type { FactsReading } from '../../attributes/read.ts';
import type { ColumnFacts, Reference } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { nameKey } from '../../resolve/words.ts';
import { type NamedConstraint, namedKinds, sqlName } from './names.ts';
import { behind, bracketed, textOf } from './parts.ts';

const starts: ReadonlySet<string> = new Set(
  'constraint not null default check unique primary references generated collate'.split(' '),
);

/** Numbers that a sequence gives. */
const counting: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
};

export const stringsOf = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : ''));

/** A type in the catalog's words, one of an extension, or an enum that the same request makes. */
export function typeOf(written: string, { catalog, enums }: ReadingContext): string | undefined {
  const bare = written.replace(/^public\./i, '').replaceAll('"', '');
  if (/^\w+$/.test(bare)) {
    const own = enums.get(nameKey(bare));
    if (own !== undefined) return own;
  }
  if (catalog.extensions.includes(bare.replace(/\(.*\)$/, '').toLowerCase())) return bare.toLowerCase();
  try {
    const { sql } = typeNameOf(written, catalog);
    return sql.replace(/, /g, ',');
  } catch {
    return undefined;
  }
}

const actions: Readonly<Record<string, Reference['onDelete']>> = {
  c: 'cascade',
  n: 'set null',
  r: 'restrict',
};

/** A foreign key of several columns, as the operation that adds it. */
export function keyOfSeveral(
  constraint: Constraint,
  at: { readonly table: string; readonly schema: string },
  { names }: ReadingContext,
): Operation | undefined {
  const { pktable, conname } = constraint;
  const [columns, others] = [stringsOf(constraint.fk_attrs), stringsOf(constraint.pk_attrs)];
  const reference = referenceOf({ ...constraint, pk_attrs: [] });
  const known = reference && names.knownTable(reference.table);
  const to = others.length > 0 ? others : (known?.primaryKey ?? []);
  if (!reference || to.length !== columns.length) return undefined;
  const { onDelete, onUpdate } = reference;
  return {
    op: 'add_foreign_key',
    ...at,
    columns: [...columns],
    references: {
      schema: known?.schema ?? pktable?.schemaname ?? 'public',
      table: known?.name ?? pktable?.relname ?? '',
      columns: [...to],
      ...(onDelete === undefined ? {} : { onDelete }),
      ...(onUpdate === undefined ? {} : { onUpdate }),
    },
    ...(conname === undefined ? {} : { name: conname }),
  } as Operation;
}

/** Undefined for what a draft cannot hold: SET DEFAULT, MATCH FULL, deferred checks. */
export function referenceOf(constraint: Constraint): Reference | undefined {
  const { pktable, pk_attrs, fk_upd_action: update = 'a', fk_del_action: remove = 'a' } = constraint;
  const [column, ...others] = stringsOf(pk_attrs);
  const [onDelete, onUpdate] = [actions[remove], actions[update]];
  if (!pktable?.relname || others.length > 0 || constraint.fk_matchtype === 'f') return undefined;
  if (constraint.deferrable || constraint.initdeferred || remove === 'd' || update === 'd') return undefined;
  const schema = pktable.schemaname;
  return {
    table: schema === undefined || schema === 'public' ? pktable.relname : `${schema}.${pktable.relname}`,
    ...(column === undefined ? {} : { column }),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
  };
}

export interface NamedCheck {
  readonly name?: string;
  readonly check: string;
}

export interface ColumnReading {
  readonly name: NameReading;
  readonly facts: FactsReading;
  readonly checks: readonly NamedCheck[];
  /** Its other constraints that have a name. */
  readonly named: readonly NamedConstraint[];
}

/** Of a key: when it is checked, what its index holds beside, how and where it is kept. */
export const saysMore = (constraint: Constraint): boolean =>
  [
    constraint.deferrable,
    constraint.initdeferred,
    constraint.nulls_not_distinct,
    constraint.including,
    constraint.options,
    constraint.indexname,
    constraint.indexspace,
    constraint.is_no_inherit,
  ].some(Boolean);

/** `score integer NOT NULL DEFAULT 0 CHECK (score > 0)`; `tokens` begin at the name. Undefined where it says more. */
export function columnDefinition(
  column: ColumnDef,
  tokens: readonly Token[],
  context: ReadingContext,
): ColumnReading | undefined {
  if (column.collClause || column.storage_name || column.compression) return undefined;
  const words = tokens.filter(({ kind }) => kind !== 'space');
  const stop = words.findIndex(({ kind, value }, at) => at > 0 && kind === 'name' && starts.has(value));
  const typed = tokens.slice(
    tokens.indexOf(words[1] as Token),
    stop === -1 ? undefined : tokens.indexOf(words[stop] as Token),
  );
  const written = textOf(typed);
  const counted = counting[written.toLowerCase()];
  const type = counted ?? typeOf(written, context);
  if (type === undefined) return undefined;
  let facts: ColumnFacts = { type, ...(counted === undefined ? {} : { identity: 'serial' }) };
  const checks: NamedCheck[] = [];
  const named: NamedConstraint[] = [];
  let from = 0;
  for (const node of column.constraints ?? []) {
    if (!('Constraint' in node)) return undefined;
    const { Constraint: constraint } = node;
    const { conname: name } = constraint;
    const kind = namedKinds[constraint.contype ?? ''];
    if (name !== undefined && kind !== undefined) named.push({ kind, name, columns: [column.colname ?? ''] });
    switch (constraint.contype) {
      case 'CONSTR_NOTNULL':
        facts = { ...facts, notNull: true };
        break;
      case 'CONSTR_NULL':
        facts = { ...facts, notNull: false };
        break;
      case 'CONSTR_UNIQUE':
        if (saysMore(constraint)) return undefined;
        facts = { ...facts, unique: true };
        break;
      case 'CONSTR_PRIMARY':
        if (saysMore(constraint)) return undefined;
        facts = { ...facts, primaryKey: true };
        break;
      case 'CONSTR_IDENTITY':
        if (constraint.options) return undefined;
        facts = { ...facts, identity: constraint.generated_when === 'd' ? 'by default' : 'always' };
        break;
      case 'CONSTR_GENERATED': {
        const found = bracketed(tokens, behind(tokens, ['generated', 'always', 'as']));
        if (!found || constraint.generated_kind === 'v') return undefined;
        facts = { ...facts, generated: textOf(found.inside) };
        break;
      }
      case 'CONSTR_DEFAULT': {
        const text = defaultText(tokens);
        if (text === undefined) return undefined;
        facts = { ...facts, default: { kind: 'sql', text } };
        break;
      }
      case 'CONSTR_CHECK': {
        const at = tokens.findIndex(
          ({ kind, value }, index) => index >= from && kind === 'name' && value === 'check',
        );
        const found = bracketed(tokens, at);
        if (at === -1 || !found || constraint.is_no_inherit) return undefined;
        checks.push({ ...(name === undefined ? {} : { name }), check: textOf(found.inside) });
        from = found.next;
        break;
      }
      case 'CONSTR_FOREIGN': {
        const references = referenceOf(constraint);
        if (!references) return undefined;
        facts = { ...facts, references };
        break;
      }
      default:
        return undefined;
    }
  }
  return {
    name: sqlName(column.colname ?? ''),
    facts: { facts, notes: [], disagreements: [], left: [] },
    checks,
    named,
  };
}

/** Up to the next word that begins a constraint; the value itself may be NULL. */
function defaultText(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ kind, value }) => kind === 'name' && value === 'default');
  if (at === -1) return undefined;
  let depth = 0;
  let begun = false;
  let end = at + 1;
  for (; end < tokens.length; end += 1) {
    const token = tokens[end];
    if (token?.text === '(' || token?.text === '[') depth += 1;
    if (token?.text === ')' || token?.text === ']') depth -= 1;
    if (begun && depth === 0 && token?.kind === 'name' && starts.has(token.value)) break;
    begun ||= token?.kind !== 'space';
  }
  return textOf(tokens.slice(at + 1, end)) || undefined;
}
