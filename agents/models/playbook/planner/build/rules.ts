import { derivedName, ident } from '../../../../../postgres/sql.ts';
import { columnOf, displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import { fills, type RuleDraft } from '../understand/draft.ts';
import { cascades, dependentsOfColumn, dependentsOfTable, standOn } from './cascade.ts';
import { changeType } from './change-type.ts';
import { checkSql, type ForeignKey, foreignKey } from './column.ts';
import { constraintBuilders } from './constraints.ts';
import { ownerColumn } from './create-tables.ts';
import { dataBuilders } from './data.ts';
import { domain } from './domain.ts';
import { exclusion } from './exclusion.ts';
import { expressionSql } from './expression.ts';
import { insertTable } from './insert-table.ts';
import { keptBack } from './kept-back.ts';
import { objectBuilders } from './objects.ts';
import { at, type Build } from './outcome.ts';
import { partitionBuilders } from './partitions.ts';
import { type Builders, isAdded, placed, placedAll, type Rule } from './rule.ts';
import { triggerBuilders } from './triggers.ts';
import { scopeColumn } from './unique-scope.ts';
import { sqlOf } from './values.ts';

/** Whether a foreign key does what one shall do, as far as that is said. */
const actsAs = (definition: string, { onDelete, onUpdate }: ForeignKey): boolean =>
  (onDelete === undefined || definition.includes(actionSql('DELETE', onDelete))) &&
  (onUpdate === undefined || definition.includes(actionSql('UPDATE', onUpdate)));
const said = ({ onDelete, onUpdate }: ForeignKey): string =>
  [
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
  ].join(' ');
/** NO ACTION is not written. */
const actionSql = (event: string, action: string): string =>
  action === 'no action' ? '' : `ON ${event} ${action.toUpperCase()}`;

const builders: Builders = {
  changeType,
  ...constraintBuilders,
  ...objectBuilders,
  ...dataBuilders,
  ...partitionBuilders,
  ...triggerBuilders,
  domain,
  exclusion,
  insertTable,
  operation: ({ operation }, { operations }) => {
    operations.push(operation);
  },
  createFunction: ({ operation }, { operations }) => {
    operations.push(operation);
  },
  rename(rule, { names, operations }) {
    const target = names.table(rule.table, [rule.from.text]);
    if (!target) return;
    const to = names.newName(rule.to);
    const now = target.is && columnOf(target.is, rule.from.text);
    const next = target.is?.columns.some((column) => column.name === to);
    if (next && now?.how !== 'exact' && now?.how !== 'spelling') {
      names.fulfilled.push(`${target.name}.${to} is there already and ${rule.from.text} is not`);
      return;
    }
    const column = names.column(target, rule.from);
    if (column === undefined) return;
    if (next) names.ask(`${target.name} has both ${column} and ${to}. What shall become of them?`);
    else operations.push({ op: 'rename_column', ...at(target), column, to });
  },
  renameTable({ table, to }, { names, operations, catalog }) {
    const name = names.newTableName(to);
    if (name === table.name) {
      names.fulfilled.push(`${displayName(table)} is called so already`);
      return;
    }
    const taken = catalog.tables.find((one) => one.schema === table.schema && one.name === name);
    if (taken) {
      names.ask(`There is a ${taken.kind} ${displayName(taken)} already. What shall become of the two?`);
      return;
    }
    names.assume(
      `${displayName(table)} stays readable and writable under its old name, as a view, until a later migration drops it`,
    );
    operations.push({ op: 'rename_table', ...at(names.asTarget(table)), to: name });
  },
  dropColumn(rule, build) {
    const found = placed(rule, build, true);
    if (!found) return;
    const { target, column } = found;
    const successor = keptBack(rule, build);
    if (successor !== undefined) {
      build.names.assume(
        `${target.name}.${column} is not dropped here: it stays beside ${successor} until nothing reads or writes it any more, and a later migration drops it`,
      );
      return;
    }
    const [dependents, own] = target.is
      ? [dependentsOfColumn(target.is, column), standOn(target.is, column)]
      : [[], []];
    cascades(rule.cascade, `${target.name}.${column}`, dependents, build, own);
    build.operations.push({ op: 'drop_column', ...at(target), column });
  },
  dropTable(rule, build) {
    const target = build.names.table(rule.table, [], true);
    if (!target) return;
    const dependents = target.is ? dependentsOfTable(target.is) : [];
    cascades(rule.cascade, target.name, dependents, build);
    build.operations.push({ op: 'drop_table', ...at(target) });
  },
  setNotNull(rule, build) {
    const { names, operations, draft } = build;
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const { target, column } = found;
    const known = names.catalogColumn(target, column);
    if (known?.notNull) {
      names.fulfilled.push(`${target.name}.${column} is NOT NULL already`);
      return;
    }
    const filled = draft.fills.some(
      (fill) => fill.column !== undefined && nameKey(fill.column.text) === nameKey(column),
    );
    const given = draft.fills.find((one) => fills(one, column));
    const standard = draft.rules.find(
      (one): one is Rule<'setDefault'> =>
        one.kind === 'setDefault' && nameKey(one.column.text) === nameKey(column),
    );
    let fill =
      !filled && given?.expression
        ? expressionSql(given.expression, target, column, known?.type, names)
        : undefined;
    if (fill === undefined && !filled && standard && known) {
      fill = sqlOf(standard.value, known.type);
      if (fill !== undefined)
        names.assume(`rows of ${target.name} without ${column} get the new default, ${fill}`);
    }
    if (fill === undefined && !filled)
      names.assume(`no row of ${target.name} lacks ${column}; this is checked before anything changes`);
    operations.push({ op: 'set_not_null', ...at(target), column, ...(fill === undefined ? {} : { fill }) });
  },
  dropNotNull(rule, build) {
    const found = placed(rule, build);
    if (!found || isAdded(rule, build)) return;
    const { target, column } = found;
    if (build.names.catalogColumn(target, column)?.notNull === false) {
      build.names.fulfilled.push(`${target.name}.${column} takes NULL already`);
      return;
    }
    build.operations.push({ op: 'drop_not_null', ...at(target), column });
  },
  setDefault(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    const type = found && build.names.catalogColumn(found.target, found.column)?.type;
    if (!found || type === undefined) return;
    const value = sqlOf(rule.value, type);
    if (value === undefined) {
      build.names.ask(
        `${found.target.name}.${found.column} is ${type} and shall default to "${rule.value.text}", which is none. Which value is meant?`,
      );
    } else
      build.operations.push({ op: 'set_default', ...at(found.target), column: found.column, default: value });
  },
  dropDefault(rule, build) {
    const found = placed(rule, build);
    if (!found) return;
    if (build.names.catalogColumn(found.target, found.column)?.default === null) {
      build.names.fulfilled.push(`${found.target.name}.${found.column} has no default`);
    } else build.operations.push({ op: 'drop_default', ...at(found.target), column: found.column });
  },
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
  foreignKey(rule, build) {
    const found = placed(rule, build);
    const key = found && foreignKey(rule.references, rule.facts.facts.onDelete, build.names);
    if (!found || !key) return;
    const same = found.target.is?.constraints.find(
      (one) =>
        one.kind === 'foreign key' &&
        one.columns.join() === found.column &&
        one.references?.table === key.table,
    );
    if (same && !actsAs(same.definition, key))
      build.names.ask(
        `${found.target.name}.${found.column} references ${key.table} already: ${same.name} is ${same.definition}. Shall that become ${said(key)}?`,
      );
    else if (same)
      build.names.fulfilled.push(`${found.target.name}.${found.column} references ${key.table} already`);
    else
      build.operations.push({
        op: 'add_foreign_key',
        ...at(found.target),
        column: found.column,
        references: key,
        ...(rule.name === undefined ? {} : { name: rule.name }),
      });
  },
  check(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const type = build.names.catalogColumn(found.target, found.column)?.type ?? 'integer';
    const sql = checkSql(found.column, type, rule.facts.facts);
    if (sql === undefined) build.names.ask(`Which values may ${found.target.name}.${found.column} have?`);
    else build.operations.push({ op: 'add_check', ...at(found.target), check: sql });
  },
  rls({ table }, { names, operations, draft }) {
    if (draft.tables.length > 0 && (table === undefined || names.isNewTable(table))) return;
    const target = names.table(table);
    if (!target) return;
    if (target.is?.rlsEnabled) names.fulfilled.push(`row level security of ${target.name} is on already`);
    else operations.push({ op: 'enable_rls', ...at(target) });
  },
  ownerPolicy({ table }, { names, operations, draft }) {
    if (draft.tables.length > 0 && (table === undefined || names.isNewTable(table))) return;
    const target = names.table(table);
    const columns = target?.is?.columns.map((column) => column.name) ?? [];
    const owner = ownerColumn(columns);
    if (!target) return;
    if (!owner) {
      names.ask(`Which column of ${target.name} says whose row it is? The owner's policy needs one.`);
      return;
    }
    if (
      target.is &&
      !target.is.rlsEnabled &&
      !operations.some((one) => one.op === 'enable_rls' && one.table === target.name)
    ) {
      names.assume(`row level security is switched on for ${target.name}, since a policy was asked for`);
      operations.push({ op: 'enable_rls', ...at(target) });
    }
    const own = `(select auth.uid()) = ${ident(owner)}`;
    names.assume(`the owner of a row of ${target.name} is the signed-in user whose id is in ${owner}`);
    operations.push({
      op: 'create_policy',
      ...at(target),
      name: 'Owners manage their own rows',
      command: 'all',
      roles: ['authenticated'],
      permissive: true,
      using: own,
      check: own,
    });
  },
  comment({ table, column, text }, build) {
    if (column) {
      const found = placed({ table, column }, build);
      if (found) build.operations.push({ op: 'comment', ...at(found.target), column: found.column, text });
      return;
    }
    const target = build.names.table(table);
    if (target) build.operations.push({ op: 'comment', ...at(target), text });
  },
  enumValue({ type, value, after, before }, { names, operations }) {
    const place = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
    if (type.labels.includes(value)) names.fulfilled.push(`${type.name} has the value ${value} already`);
    else operations.push({ op: 'add_enum_value', name: type.name, schema: type.schema, value, ...place });
  },
  createEnum({ name, labels }, { names, operations }) {
    operations.push({ op: 'create_enum', name: names.newName(name), schema: 'public', labels: [...labels] });
  },
  rollback({ version }, { names, operations }, versions) {
    const [only] = versions;
    const known = version ?? (versions.length === 1 ? only : undefined);
    if (known === undefined) {
      names.ask(
        versions.length > 1
          ? `Which migration failed: ${versions.join(' or ')}?`
          : 'Which migration failed? Name its file, e.g. 20261109084500_add_archive.sql.',
      );
    } else operations.push({ op: 'rollback_migration', version: known });
  },
};

export function applyRules(
  build: Build,
  versions: readonly string[],
  kinds: ReadonlySet<RuleDraft['kind']>,
): void {
  for (const rule of build.draft.rules) {
    if (kinds.has(rule.kind))
      (builders[rule.kind] as (rule: RuleDraft, build: Build, versions: readonly string[]) => void)(
        rule,
        build,
        versions,
      );
  }
}
