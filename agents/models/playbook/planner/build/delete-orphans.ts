import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import { at, type Build } from './outcome.ts';
import type { Target } from './resolver.ts';
import type { Rule } from './rule.ts';

/** Rows that refer to nothing: by which column, and to which table, is said or plain from the names. */
export function deleteOrphans({ table, column, parent }: Rule<'deleteOrphans'>, build: Build): void {
  const { names, operations, catalog } = build;
  const target = names.table(table, column === undefined ? [] : [column.text], true);
  if (!target) return;
  const known =
    column === undefined ? soleReference(target, catalog.tables, build) : names.column(target, column, true);
  if (known === undefined) return;
  const to = parent ? names.table(parent, [], true)?.is : named(known, catalog.tables, target);
  const [key, ...others] = to?.primaryKey ?? [];
  if (!to || key === undefined || others.length > 0) {
    names.ask(`In which column of which table does ${target.name}.${known} have to be?`);
    return;
  }
  if (bound(target).includes(known)) {
    names.fulfilled.push(`${target.name}.${known} is a foreign key: every value is in ${displayName(to)}`);
    return;
  }
  if (!parent) names.assume(`${target.name}.${known} refers to ${displayName(to)}.${key}`);
  operations.push({
    op: 'delete_orphans',
    ...at(target),
    column: known,
    references: { schema: to.schema, table: to.name, column: key },
  });
}

/** Columns that PostgreSQL keeps from referring to nothing. */
const bound = ({ is }: Target): readonly string[] =>
  (is?.constraints ?? [])
    .filter(({ kind, validated, columns }) => kind === 'foreign key' && validated && columns.length === 1)
    .flatMap(({ columns }) => columns);

/** `task_id` names the table tasks. */
const named = (
  column: string,
  tables: readonly CatalogTable[],
  { schema }: Target,
): CatalogTable | undefined => {
  const stem = /^(.+?)_?id$/i.exec(column)?.[1];
  if (stem === undefined) return undefined;
  const found = tables.filter(({ name }) => nameKey(name) === nameKey(stem));
  return found.find((one) => one.schema === schema) ?? (found.length === 1 ? found[0] : undefined);
};

/** The one column that names a table and is bound to it by no foreign key. */
function soleReference(
  target: Target,
  tables: readonly CatalogTable[],
  { names }: Build,
): string | undefined {
  const taken = bound(target);
  const free = (target.is?.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => !taken.includes(name) && named(name, tables, target) !== undefined);
  const [only] = free;
  if (only !== undefined && free.length === 1) return only;
  return names.ask(
    free.length === 0
      ? `Which column of ${target.name} refers to nothing? Each that names another table is a foreign key.`
      : `Which column of ${target.name} refers to nothing: ${free.join(', ')}?`,
  );
}
