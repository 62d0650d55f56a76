import type { CatalogColumn } from '../../../postgres/catalog/catalog.ts';
import { ident } from '../../../postgres/sql.ts';
import { roles } from '../names.ts';
import { plainTypes } from '../types.ts';
import {
  anyPart,
  anySchema,
  anyTable,
  at,
  chosen,
  freshColumn,
  freshName,
  isOwn,
  maybe,
  type Over,
  relations,
} from './pick.ts';

export const createTable: Over<'create_table'> = (draw, catalog) => {
  const shell = { columns: [{ name: 'id' }] } as never;
  const first = freshColumn(draw, shell);
  const type = draw.pick(plainTypes);
  const parent = chosen(
    draw,
    relations(catalog).filter(({ primaryKey, kind }) => primaryKey.length === 1 && kind === 'table'),
  );
  const key = parent?.columns.find(({ name }) => name === parent.primaryKey[0]);
  const refers = parent !== null && key !== undefined && draw.chance(40);
  return {
    op: 'create_table',
    schema: anySchema(draw, catalog),
    table: freshName(draw, catalog),
    columns: [
      {
        name: first,
        type: type.sql,
        ...maybe(draw, 40, { notNull: true }),
        ...maybe(draw, 30, { default: type.value('1') }),
        ...(type.distinct ? maybe(draw, 20, { unique: true }) : {}),
        ...maybe(draw, 20, { check: type.holds(ident(first)) }),
        ...maybe(draw, 20, { comment: 'a "comment"' }),
      },
      ...(draw.chance(30)
        ? [{ name: `${first.slice(0, 12)} 2`, type: 'bigint', identity: 'by default' as const }]
        : []),
      ...(refers
        ? [{ name: 'parent', type: key.type, references: { ...at(parent), column: key.name } }]
        : []),
    ],
    ...maybe(draw, 20, { updatedAt: true }),
    ...maybe(draw, 20, { enableRls: true }),
    ...maybe(draw, 10, { unlogged: true }),
    ...maybe(draw, 20, { comment: 'made' }),
    ...(draw.chance(10)
      ? {
          primaryKey: ['id'],
          columns: [{ name: 'id', type: 'integer', notNull: true }],
          partitionBy: { strategy: 'range' as const, columns: ['id'] },
          unlogged: false,
          updatedAt: false,
        }
      : {}),
  };
};

export const dropTable: Over<'drop_table'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  return table === null ? null : { op: 'drop_table', ...at(table) };
};

export const renameTable: Over<'rename_table'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  return table === null ? null : { op: 'rename_table', ...at(table), to: freshName(draw, catalog) };
};

export const setSchema: Over<'set_schema'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null) return null;
  return draw.chance(50)
    ? { op: 'set_schema', ...at(table), to: freshName(draw, catalog), createSchema: true }
    : { op: 'set_schema', ...at(table), to: anySchema(draw, catalog) };
};

export const splitTable: Over<'split_table'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  const moving = table?.columns.filter((one) => isOwn(one) && !table.primaryKey.includes(one.name)) ?? [];
  if (table === null || moving.length === 0) return null;
  const into = freshName(draw, catalog);
  const repeated = draw.chance(40) ? alike(draw.pick(moving), moving) : [];
  if (repeated.length > 0) {
    return {
      op: 'split_table',
      ...at(table),
      into,
      rows: { columns: repeated.map(({ name }) => name), to: draw.pick(['value', 'Wert "1"']) },
      ...maybe(draw, 70, { foreignKey: 'source' }),
      ...maybe(draw, 20, { dropSource: true }),
    };
  }
  return {
    op: 'split_table',
    ...at(table),
    into,
    columns: draw
      .some(moving)
      .map(({ name }) => ({ from: name, to: draw.chance(70) ? name : `${name.slice(0, 20)}2` })),
    ...maybe(draw, 70, { foreignKey: 'source' }),
    ...maybe(draw, 20, { dropSource: true }),
  };
};

/** Columns that can be rows of one table; none where there is only one, and it is no array. */
function alike(one: CatalogColumn, columns: readonly CatalogColumn[]): readonly CatalogColumn[] {
  if (one.type.endsWith('[]')) return [one];
  const same = columns.filter(({ type, collation }) => type === one.type && collation === one.collation);
  return same.length > 1 ? same : [];
}

export const partitionTable: Over<'partition_table'> = (draw, catalog) => {
  const attached = relations(catalog).filter(({ partitionOf }) => partitionOf != null);
  const part = draw.chance(50) ? chosen(draw, attached) : null;
  if (part?.partitionOf != null) {
    return {
      op: 'partition_table',
      action: 'detach',
      schema: part.partitionOf.schema,
      table: part.partitionOf.table,
      partition: part.name,
      partitionSchema: part.schema,
    };
  }
  const parent = chosen(
    draw,
    relations(catalog).filter(({ partitionKey }) => partitionKey?.strategy === 'range'),
  );
  const table = anyTable(draw, catalog);
  if (table !== null && draw.chance(40)) {
    // A key has to hold the column.
    const [key = chosen(draw, table.columns)?.name ?? ''] = table.primaryKey;
    return {
      op: 'partition_table',
      action: 'create',
      ...at(table),
      partition: freshName(draw, catalog),
      partitionSchema: table.schema,
      by: { strategy: draw.pick(['range', 'list'] as const), column: key },
    };
  }
  if (parent === null || table === null) return null;
  return {
    op: 'partition_table',
    action: 'attach',
    ...at(parent),
    partition: table.name,
    partitionSchema: table.schema,
    from: '1000',
    to: '2000',
  };
};

export const comment: Over<'comment'> = (draw, catalog) => {
  const text = draw.pick(["it's", 'line\nbreak', '']);
  const part = anyPart(draw, catalog, (table) => [
    ...table.constraints.map(({ name }) => ({ on: 'constraint' as const, name })),
    ...table.indexes.map(({ name }) => ({ on: 'index' as const, name })),
    ...table.policies.map(({ name }) => ({ on: 'policy' as const, name })),
    ...table.triggers.map((name) => ({ on: 'trigger' as const, name })),
  ]);
  const table = anyTable(draw, catalog);
  const type = chosen(draw, catalog.types ?? []);
  const sequence = chosen(draw, catalog.sequences ?? []);
  const subjects: Omit<Extract<ReturnType<Over<'comment'>>, object>, 'op' | 'text'>[] = [
    ...(part === null ? [] : [{ ...at(part.table), ...part.part }]),
    ...(table === null
      ? []
      : [at(table), ...table.columns.map(({ name }) => ({ ...at(table), column: name }))]),
    ...(type === null ? [] : [{ on: 'type' as const, schema: type.schema, name: type.name }]),
    ...(sequence === null ? [] : [{ on: 'sequence' as const, schema: sequence.schema, name: sequence.name }]),
    { on: 'schema' as const, name: anySchema(draw, catalog) },
  ];
  return { op: 'comment', ...draw.pick(subjects), text };
};

export const grant: Over<'grant'> = (draw, catalog) => {
  const role = draw.pick([...roles, 'public']);
  const table = anyTable(draw, catalog);
  const held = anyPart(draw, catalog, ({ grants = [] }) => grants);
  if (held !== null && draw.chance(40)) {
    const { table: on, part } = held;
    return {
      op: 'grant',
      revoke: true,
      privileges: draw.some(part.privileges).map((one) => one.toLowerCase() as 'select'),
      schema: on.schema,
      name: on.name,
      roles: [part.role],
    };
  }
  const routine = chosen(draw, catalog.routines ?? []);
  if (routine !== null && routine.inputTypes === '' && draw.chance(20)) {
    const { schema, name } = routine;
    return { op: 'grant', privileges: ['execute'], on: 'function', schema, name, roles: [role] };
  }
  if (table === null) return null;
  const columns = draw.chance(30) ? draw.some(table.columns).map(({ name }) => name) : [];
  return {
    op: 'grant',
    privileges: draw.some(['select', 'insert', 'update', 'references'] as const),
    schema: table.schema,
    name: table.name,
    roles: [role],
    ...(columns.length > 0 ? { columns } : {}),
    ...(role === 'public' ? {} : maybe(draw, 30, { withGrantOption: true })),
  };
};
