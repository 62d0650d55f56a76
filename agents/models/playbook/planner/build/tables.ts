import { displayName } from '../resolve/schema-names.ts';
import { cascades, dependentsOfTable } from './cascade.ts';
import { at } from './outcome.ts';
import { type Builders, placed } from './rule.ts';

/** Requests about a table as a whole. */
export const tableBuilders: Builders<'renameTable' | 'dropTable' | 'comment'> = {
  renameTable({ table, to }, { names, operations, catalog }) {
    if (to.table !== undefined && to.table !== table.schema) {
      names.ask(
        `Shall ${displayName(table)} be moved to the schema ${to.table}? Renaming leaves it where it is.`,
      );
      return;
    }
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
  dropTable(rule, build) {
    const target = build.names.table(rule.table, [], true);
    if (!target) return;
    const dependents = target.is ? dependentsOfTable(target.is) : [];
    cascades(rule.cascade, target.name, dependents, build);
    build.operations.push({ op: 'drop_table', ...at(target) });
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
};
