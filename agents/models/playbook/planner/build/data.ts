import { ident } from '../../../../../postgres/sql.ts';
import { deleteOrphans } from './delete-orphans.ts';
import { at } from './outcome.ts';
import { type Builders, placed, placedAll } from './rule.ts';
import { splitColumn } from './split-column.ts';
import { isText } from './values.ts';

/** Columns that tell which of two rows is the older one. */
const ages = ['created_at', 'inserted_at', 'createdAt', 'created', 'created_on', 'updated_at'];

/** Requests about rows and values that are there. What is taken away or written over is kept in an archive. */
export const dataBuilders: Builders<
  'normalise' | 'deleteDuplicates' | 'deleteOrphans' | 'mergeColumns' | 'splitColumn' | 'insertRows'
> = {
  normalise(rule, build) {
    const found = placed(rule, build, true);
    if (!found) return;
    build.operations.push({
      op: 'normalise',
      ...at(found.target),
      column: found.column,
      rules: [...rule.rules],
      lookup: [],
    });
  },
  deleteDuplicates(rule, build) {
    const found = placedAll(rule, build, true);
    if (!found) return;
    const { target, columns } = found;
    const age = ages.find((name) => build.names.catalogColumn(target, name));
    if (rule.keep === undefined || age === undefined) {
      build.names.ask(
        `Which row of ${target.name} stays where several have the same ${columns.join(', ')}? ${
          rule.keep === undefined ? 'The oldest or the newest?' : `No column says which is the ${rule.keep}.`
        }`,
      );
      return;
    }
    build.names.assume(`the ${rule.keep} row of ${target.name} is told by ${age}`);
    build.names.assume(
      `rows of other tables that refer to a duplicate forbid that it goes; this is checked before anything changes`,
    );
    build.operations.push({
      op: 'delete_duplicates',
      ...at(target),
      columns: [...columns],
      keep: [{ column: age, direction: rule.keep === 'newest' ? 'desc' : 'asc' }],
      references: 'refuse',
    });
  },
  deleteOrphans,
  splitColumn,
  mergeColumns(rule, build) {
    const { names, operations } = build;
    const found = placedAll(rule, build);
    if (!found) return;
    const { target, columns } = found;
    const into = names.newName(rule.into);
    if (columns.length < 2 || names.catalogColumn(target, into)) {
      names.ask(
        columns.length < 2
          ? `Which columns of ${target.name} shall become ${into}?`
          : `${target.name} has a column ${into} already. Shall it be written over, or is another name meant?`,
      );
      return;
    }
    if (!columns.every((column) => isText(names.catalogColumn(target, column)?.type ?? ''))) {
      names.ask(`How do ${columns.join(' and ')} of ${target.name} make ${into}? Not all of them are text.`);
      return;
    }
    names.assume(
      rule.expression === undefined
        ? `${target.name}.${into} is ${columns.join(' and ')} with a space between, without what is NULL`
        : `${target.name}.${into} is ${rule.expression}`,
    );
    names.assume(`${columns.join(' and ')} stay on ${target.name} until a later migration drops them`);
    names.willHaveColumn(target, into);
    operations.push({
      op: 'merge_columns',
      ...at(target),
      columns: [...columns],
      into,
      type: 'text',
      expression: rule.expression ?? `concat_ws(' ', ${columns.map(ident).join(', ')})`,
      back: [],
    });
  },
  insertRows({ table, column, values }, { names, operations }) {
    const target = names.table(table, [], true);
    if (!target?.is) return;
    const needed = target.is.columns.filter(
      (one) => one.notNull && one.default === null && one.identity === null && one.generated === null,
    );
    const given = column
      ? names.column(target, column, true)
      : needed.length === 1
        ? needed[0]?.name
        : undefined;
    const others = needed.filter((one) => one.name !== given).map((one) => one.name);
    if (given === undefined || others.length > 0) {
      names.ask(
        `Which values do the new rows of ${target.name} have in ${(given === undefined ? needed.map((one) => one.name) : others).join(', ') || 'each column'}?`,
      );
      return;
    }
    const unique = target.is.indexes.some((one) => one.unique && one.columns.join() === given);
    operations.push({
      op: 'insert_rows',
      ...at(target),
      columns: [given],
      rows: values.map((value) => [value]),
      ...(unique ? { key: [given] } : {}),
    });
  },
};
