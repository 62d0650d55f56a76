import { ident } from '../../../postgres/sql.ts';
import { plainTypes } from '../types.ts';
import {
  anyColumn,
  anyPart,
  anyTable,
  at,
  chosen,
  freshName,
  isText,
  maybe,
  type Over,
  relations,
} from './pick.ts';

const conditions = (column: string, type: string): string[] => [
  `${column} IS NOT NULL`,
  ...plainTypes.filter(({ sql }) => sql === type).map(({ holds }) => holds(column)),
];

export const addCheck: Over<'add_check'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog);
  if (found === null) return null;
  const { table, column } = found;
  const check = draw.pick(conditions(ident(column.name), column.type));
  return { op: 'add_check', ...at(table), check, ...maybe(draw, 30, { name: freshName(draw, catalog) }) };
};

export const addUnique: Over<'add_unique'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null) return null;
  return {
    op: 'add_unique',
    ...at(table),
    columns: draw.some(table.columns).map(({ name }) => name),
    ...maybe(draw, 30, { name: freshName(draw, catalog) }),
  };
};

export const addForeignKey: Over<'add_foreign_key'> = (draw, catalog) => {
  const pairs = relations(catalog).flatMap((parent) => {
    const keys = parent.columns.filter(
      ({ name }) => parent.primaryKey.length === 1 && parent.primaryKey[0] === name,
    );
    return keys.flatMap((key) =>
      relations(catalog).flatMap((child) =>
        child.columns
          .filter(({ type }) => type === key.type)
          .map((column) => ({ parent, key, child, column })),
      ),
    );
  });
  const found = chosen(draw, pairs);
  if (found === null) return null;
  return {
    op: 'add_foreign_key',
    ...at(found.child),
    column: found.column.name,
    references: {
      ...at(found.parent),
      column: found.key.name,
      ...maybe(draw, 40, { onDelete: draw.pick(['cascade', 'set null', 'restrict'] as const) }),
      ...maybe(draw, 20, { deferrable: draw.pick(['initially immediate', 'initially deferred'] as const) }),
    },
    ...maybe(draw, 30, { name: freshName(draw, catalog) }),
  };
};

export const alterForeignKey: Over<'alter_foreign_key'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ constraints }) =>
    constraints.filter(({ kind }) => kind === 'foreign key'),
  );
  if (found === null) return null;
  return {
    op: 'alter_foreign_key',
    ...at(found.table),
    name: found.part.name,
    ...maybe(draw, 70, { onDelete: draw.pick(['cascade', 'set null', 'restrict', 'no action'] as const) }),
    ...maybe(draw, 30, { onUpdate: draw.pick(['cascade', 'no action'] as const) }),
    ...maybe(draw, 40, {
      deferrable: draw.pick(['no', 'initially immediate', 'initially deferred'] as const),
    }),
  };
};

export const addExclusion: Over<'add_exclusion'> = (draw, catalog) => {
  const found =
    anyColumn(draw, catalog, ({ type }) => type === 'int4range') ??
    (draw.chance(30) ? anyColumn(draw, catalog, ({ type }) => type === 'integer') : null);
  if (found === null) return null;
  const { column, table } = found;
  const range = column.type === 'int4range';
  return {
    op: 'add_exclusion',
    ...at(table),
    elements: [{ column: column.name, with: range ? '&&' : '=' }],
    method: range ? 'gist' : 'btree',
    ...maybe(draw, 30, { where: `${ident(column.name)} IS NOT NULL` }),
    ...maybe(draw, 20, { deferrable: 'initially deferred' as const }),
  };
};

export const validateConstraint: Over<'validate_constraint'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ constraints }) =>
    constraints.filter(({ validated }) => !validated),
  );
  return found === null ? null : { op: 'validate_constraint', ...at(found.table), name: found.part.name };
};

export const dropConstraint: Over<'drop_constraint'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ constraints }) =>
    constraints.filter(({ kind }) => kind !== 'not null' || draw.chance(5)),
  );
  return found === null ? null : { op: 'drop_constraint', ...at(found.table), name: found.part.name };
};

export const addIndex: Over<'add_index'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null || table.columns.length === 0) return null;
  const [first, second] = draw.shuffled(table.columns);
  if (first === undefined) return null;
  const known = plainTypes.find(({ sql }) => sql === first.type);
  const method = draw.chance(30) ? draw.pick(['btree', ...(known?.methods ?? [])] as const) : 'btree';
  const btree = method === 'btree';
  const key =
    isText(first) && btree && draw.chance(30)
      ? { expression: `lower(${ident(first.name)})` }
      : btree && draw.chance(30)
        ? { column: first.name, order: 'desc' as const, nulls: 'last' as const }
        : first.name;
  const replaced = draw.chance(15) ? chosen(draw, table.indexes) : null;
  return {
    op: 'add_index',
    ...at(table),
    columns: [key, ...(btree && second !== undefined && draw.chance(30) ? [second.name] : [])],
    ...(btree ? {} : { method: method as 'hash' }),
    ...maybe(draw, 15, { unique: true }),
    ...(btree && second !== undefined ? maybe(draw, 15, { include: [second.name] }) : {}),
    ...maybe(draw, 20, { where: `${ident(first.name)} IS NOT NULL` }),
    ...maybe(draw, 30, { name: freshName(draw, catalog) }),
    ...(replaced === null ? {} : { replaces: replaced.name }),
  };
};

export const dropIndex: Over<'drop_index'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ indexes }) => indexes);
  return found === null ? null : { op: 'drop_index', schema: found.table.schema, name: found.part.name };
};
