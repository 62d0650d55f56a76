import { derivedName, ident } from '../../../../../postgres/sql.ts';
import { displayName } from '../resolve/schema-names.ts';
import { meantBy } from './meant-by.ts';
import { at } from './outcome.ts';
import { type Builders, placed, placedAll } from './rule.ts';
import { scopeColumn } from './unique-scope.ts';

/** Requests about indexes, and what is unique by one. */
export const indexBuilders: Builders<'index' | 'expressionIndex' | 'unique' | 'dropIndex'> = {
  index({ table, columns, descending = [], unique, method, include, where, name }, build) {
    const { names, operations } = build;
    const found = placedAll({ table, columns: [...columns, ...include] }, build);
    if (!found) return;
    const { target } = found;
    const known = found.columns.slice(0, columns.length);
    const beside = found.columns.slice(columns.length);
    const same = target.is?.indexes.find(
      (index) =>
        index.valid &&
        !descending.includes(true) &&
        where === undefined &&
        beside.length === 0 &&
        index.unique >= unique &&
        !/ WHERE /i.test(index.definition) &&
        index.columns.join() === known.join(),
    );
    const keyed = operations.some(
      (one) =>
        one.op === 'create_table' &&
        one.table === target.name &&
        one.columns.some((column) => column.name === known[0] && column.references !== undefined),
    );
    // Its name is taken by the index that a foreign key of a new table brings.
    const taken = name !== undefined && name === derivedName([target.name, ...known, 'idx']);
    const plainIndex = !unique && where === undefined && beside.length === 0 && method === undefined;
    if (keyed && taken && plainIndex && known.length === 1)
      names.assume(
        `${target.name} gets an index on (${known.join(', ')}) with its foreign key: one is enough`,
      );
    else if (same)
      names.fulfilled.push(`${target.name} has the index ${same.name} on (${known.join(', ')}) already`);
    else
      operations.push({
        op: 'add_index',
        ...at(target),
        columns: known.map((column, index) =>
          descending[index] ? { column, order: 'desc' as const } : column,
        ),
        ...(unique ? { unique } : {}),
        ...(method === undefined ? {} : { method }),
        ...(beside.length === 0 ? {} : { include: [...beside] }),
        ...(where === undefined ? {} : { where }),
        ...(name === undefined ? {} : { name }),
      });
  },
  expressionIndex({ table, keyed, unique, method }, build) {
    const found = placed({ table, column: keyed.name }, build);
    if (!found) return;
    build.operations.push({
      op: 'add_index',
      ...at(found.target),
      columns: [{ expression: `${keyed.call}(${ident(found.column)})` }],
      ...(unique ? { unique } : {}),
      ...(method === undefined ? {} : { method }),
    });
  },
  unique({ table, columns, name, per }, { names, operations }) {
    const target = names.table(
      table,
      columns.map((column) => column.text),
    );
    const scope = target && per && scopeColumn(target, per.text, [], names);
    if (per && scope === undefined) return;
    const own = target && columns.map((column) => names.column(target, column));
    const known = scope === undefined ? own : own && [scope, ...own];
    if (!target || !known?.every((column) => column !== undefined)) return;
    const same = target.is?.indexes.some(
      (index) =>
        index.unique &&
        !/ WHERE /i.test(index.definition) &&
        [...index.columns].sort().join() === [...known].sort().join(),
    );
    if (same) names.fulfilled.push(`(${known.join(', ')}) of ${target.name} is unique already`);
    else
      operations.push({
        op: 'add_unique',
        ...at(target),
        columns: known,
        ...(name === undefined ? {} : { name }),
      });
  },
  dropIndex(rule, build) {
    const { names, catalog, operations } = build;
    if (rule.name) {
      const { text } = rule.name;
      const owner = rule.table && names.table(rule.table, [], true);
      if (rule.table && !owner) return;
      const tables = owner?.is ? [owner.is] : catalog.tables;
      const found = tables.filter(({ indexes }) => indexes.some((one) => one.name === text));
      const [only] = found;
      if (only && found.length === 1) operations.push({ op: 'drop_index', schema: only.schema, name: text });
      else if (only) names.ask(`Which index ${text} is meant: ${found.map(displayName).join(', ')}?`);
      else
        names.ask(
          `There is no index "${text}".${meantBy(
            text,
            tables.flatMap(({ indexes }) => indexes.map((one) => one.name)),
          )}`,
        );
      return;
    }
    const placedAt = placedAll(rule, build, true);
    if (!placedAt) return;
    const { target, columns } = placedAt;
    const found = (target.is?.indexes ?? []).filter((one) => one.columns.join() === columns.join());
    const [only] = found;
    if (only && found.length === 1)
      operations.push({ op: 'drop_index', schema: target.schema, name: only.name });
    else
      names.ask(
        only
          ? `${target.name} has the indexes ${found.map((one) => one.name).join(', ')} on (${columns.join(', ')}). Which shall go?`
          : `${target.name} has no index on (${columns.join(', ')}). Which is meant?`,
      );
  },
};
