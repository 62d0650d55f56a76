import { ident, identList, qualified } from '../../../postgres/sql.ts';
import { roles } from '../names.ts';
import {
  anyColumn,
  anyPart,
  anySchema,
  anyTable,
  at,
  chosen,
  freshName,
  maybe,
  type Over,
  relations,
} from './pick.ts';

export const createEnum: Over<'create_enum'> = (draw, catalog) => {
  const old = draw.chance(30) ? chosen(draw, catalog.enums) : null;
  return old === null
    ? {
        op: 'create_enum',
        schema: anySchema(draw, catalog),
        name: freshName(draw, catalog),
        labels: draw.some(['a', "it's", 'Ü', 'x y'], 2),
      }
    : {
        op: 'create_enum',
        schema: old.schema,
        name: old.name,
        labels: draw.shuffled([...old.labels, 'more']),
        replace: true,
      };
};

export const addEnumValue: Over<'add_enum_value'> = (draw, catalog) => {
  const found = chosen(draw, catalog.enums);
  if (found === null) return null;
  const { schema, name, labels } = found;
  return {
    op: 'add_enum_value',
    schema,
    name,
    value: draw.pick(['new', "new's", 'Ünew']),
    ...maybe(draw, 40, { after: labels[0] ?? '' }),
  };
};

export const renameEnumValue: Over<'rename_enum_value'> = (draw, catalog) => {
  const found = chosen(draw, catalog.enums);
  if (found === null) return null;
  const { schema, name, labels } = found;
  return {
    op: 'rename_enum_value',
    schema,
    name,
    value: draw.pick(labels),
    to: draw.pick(['other', "o'ther"]),
  };
};

export const dropEnum: Over<'drop_enum'> = (draw, catalog) => {
  const found = chosen(draw, catalog.enums);
  return found === null ? null : { op: 'drop_enum', schema: found.schema, name: found.name };
};

export const replaceEnum: Over<'replace_enum'> = (draw, catalog) => {
  const found = chosen(draw, catalog.enums);
  if (found === null || found.labels.length === 0) return null;
  const { schema, name, labels } = found;
  const [from = '', to] = labels;
  return {
    op: 'replace_enum',
    schema,
    name,
    ...(to !== undefined && draw.chance(60)
      ? { labels: labels.slice(1), map: [{ from, to }] }
      : { labels: labels.toReversed(), map: [] }),
  };
};

export const createDomain: Over<'create_domain'> = (draw, catalog) => ({
  op: 'create_domain',
  schema: anySchema(draw, catalog),
  name: freshName(draw, catalog),
  type: 'text',
  ...maybe(draw, 50, { checks: [{ check: 'length(VALUE) < 100' }] }),
  ...maybe(draw, 30, { default: "'x'" }),
  ...maybe(draw, 30, { comment: 'short' }),
});

export const dropDomain: Over<'drop_domain'> = (draw, catalog) => {
  const found = chosen(
    draw,
    (catalog.types ?? []).filter(({ kind }) => kind === 'domain'),
  );
  return found === null ? null : { op: 'drop_domain', schema: found.schema, name: found.name };
};

export const createExtension: Over<'create_extension'> = (draw, catalog) => {
  const missing = ['pg_trgm', 'btree_gist', 'citext'].filter((one) => !catalog.extensions.includes(one));
  return missing.length === 0 ? null : { op: 'create_extension', name: draw.pick(missing) };
};

export const createFunction: Over<'create_function'> = (draw, catalog) => {
  const old = draw.chance(40)
    ? chosen(
        draw,
        (catalog.routines ?? []).filter(({ returns }) => returns === 'trigger'),
      )
    : null;
  const trigger = old !== null || draw.chance(50);
  return {
    op: 'create_function',
    schema: old?.schema ?? anySchema(draw, catalog),
    name: old?.name ?? freshName(draw, catalog),
    returns: trigger ? 'trigger' : 'integer',
    language: trigger ? 'plpgsql' : 'sql',
    body: trigger ? 'BEGIN RETURN coalesce(NEW, OLD); -- again\nEND' : 'SELECT 1',
    ...(trigger ? {} : maybe(draw, 50, { arguments: [{ name: 'n', type: 'integer', default: '1' }] })),
    ...maybe(draw, 30, { volatility: 'stable' as const }),
    ...maybe(draw, 30, { comment: "it's made" }),
    ...(old === null ? {} : { replace: true }),
  };
};

export const dropFunction: Over<'drop_function'> = (draw, catalog) => {
  const found = chosen(draw, catalog.routines ?? []);
  if (found === null) return null;
  const { schema, name, inputTypes } = found;
  return { op: 'drop_function', schema, name, arguments: inputTypes === '' ? [] : inputTypes.split(', ') };
};

export const createTrigger: Over<'create_trigger'> = (draw, catalog) => {
  const called = chosen(
    draw,
    (catalog.routines ?? []).filter(({ returns }) => returns === 'trigger'),
  );
  const table = anyTable(draw, catalog);
  if (called === null || table === null) return null;
  const old = draw.chance(30) ? chosen(draw, table.triggers) : null;
  return {
    op: 'create_trigger',
    ...at(table),
    name: old ?? freshName(draw, catalog),
    timing: draw.pick(['before', 'after'] as const),
    events: draw.some(['insert', 'update', 'delete'] as const),
    forEach: draw.pick(['row', 'statement'] as const),
    function: called.name,
    functionSchema: called.schema,
    ...(old === null ? {} : { replace: true }),
  };
};

export const dropTrigger: Over<'drop_trigger'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ triggers }) => triggers);
  return found === null ? null : { op: 'drop_trigger', ...at(found.table), name: found.part };
};

export const createView: Over<'create_view'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null || table.columns.length === 0) return null;
  const views = relations(catalog).filter(({ kind }) => kind === 'view');
  const old = draw.chance(25) ? chosen(draw, views) : null;
  const columns = identList(draw.some(table.columns).map(({ name }) => name));
  const query = `SELECT ${columns} FROM ${qualified(table.schema, table.name)}`;
  if (old !== null) return { op: 'create_view', schema: old.schema, name: old.name, query, replace: true };
  return {
    op: 'create_view',
    schema: anySchema(draw, catalog),
    name: freshName(draw, catalog),
    query,
    ...maybe(draw, 20, { materialized: true }),
    ...maybe(draw, 30, { comment: 'a view' }),
    ...maybe(draw, 20, { securityInvoker: false }),
  };
};

export const dropView: Over<'drop_view'> = (draw, catalog) => {
  const found = chosen(
    draw,
    relations(catalog).filter(({ kind }) => kind.endsWith('view')),
  );
  return found === null ? null : { op: 'drop_view', schema: found.schema, name: found.name };
};

export const enableRls: Over<'enable_rls'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  return table === null ? null : { op: 'enable_rls', ...at(table) };
};

export const createPolicy: Over<'create_policy'> = (draw, catalog) => {
  const found = anyColumn(draw, catalog);
  if (found === null) return null;
  const old = draw.chance(30) ? chosen(draw, found.table.policies) : null;
  return {
    op: 'create_policy',
    ...at(found.table),
    name: old?.name ?? freshName(draw, catalog),
    using: `${ident(found.column.name)} IS NOT NULL`,
    ...maybe(draw, 50, { command: draw.pick(['select', 'update', 'delete'] as const) }),
    ...maybe(draw, 50, { roles: draw.some(roles) }),
    ...maybe(draw, 20, { permissive: false }),
    ...(old === null ? {} : { replace: true }),
  };
};

export const dropPolicy: Over<'drop_policy'> = (draw, catalog) => {
  const found = anyPart(draw, catalog, ({ policies }) => policies);
  return found === null ? null : { op: 'drop_policy', ...at(found.table), name: found.part.name };
};

export const customSql: Over<'custom_sql'> = (draw, catalog) => {
  const table = anyTable(draw, catalog);
  if (table === null || table.kind !== 'table') return null;
  const on = `ALTER TABLE ${qualified(table.schema, table.name)}`;
  const constraint = ident(`custom ${draw.below(100)}`);
  return {
    op: 'custom_sql',
    up: `${on} ADD CONSTRAINT ${constraint} CHECK (true)`,
    down: `${on} DROP CONSTRAINT ${constraint}`,
    reason: 'no operation says so little',
  };
};
