import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import type { relationForms } from '../../grammar/forms/plain/relations.ts';
import type { Other } from '../../grammar/slots/plain.ts';
import { isPeopleWord } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { nameKey, singular, snakeCase } from '../../resolve/words.ts';
import { columnName } from './new-column.ts';
import {
  ask,
  keysBetween,
  nameOf,
  type PlainOutcome,
  type PlainRecorders,
  type PlainSlots,
  type PlainTools,
  reading,
  tableOf,
} from './tools.ts';

type ReferenceForms = Pick<typeof relationForms, 'keyBetween' | 'keysOf' | 'manyToOne' | 'oneToMany'>;

/** `user_progress` is one user progress: the column that refers to a row. */
export const keyTo = (table: string, tools: PlainTools, word?: string): string =>
  columnName(
    `${word !== undefined && isPeopleWord(word) ? 'user' : snakeCase(table).split('_').map(singular).join('_')}_id`,
    tools,
  );

interface Link {
  readonly child: CatalogTable;
  readonly column: string;
  readonly parent: CatalogTable;
}

/** `customer_id`, `customerId`: a row of another table, by the name of the column. */
export const stemOf = (column: string): string | undefined => /^(.+?)_?id$/i.exec(column)?.[1];

/** Columns of a table that are called after another one: `member_id`. */
export function linksOf(child: CatalogTable, parents: readonly CatalogTable[]): readonly Link[] {
  return child.columns.flatMap(({ name: column }) => {
    const stem = stemOf(column);
    const named = parents.filter(({ name }) => stem !== undefined && nameKey(name) === nameKey(stem));
    const [parent] = named.filter(({ schema }) => schema === child.schema).concat(named);
    const own = child.primaryKey?.length === 1 && child.primaryKey[0] === column;
    return parent && parent !== child && !own ? [{ child, column, parent }] : [];
  });
}

export function refer(
  { child, column, parent }: Link,
  { ondelete }: PlainSlots,
  { draft }: PlainTools,
): void {
  const key = keysBetween(child, parent).find(({ columns }) => columns[0] === column);
  const at = `${displayName(child)}.${column}`;
  if (key && ondelete !== undefined)
    draft.rules.push({
      kind: 'foreignKeyAction',
      table: reading(child),
      column: nameOf(column),
      parent: reading(parent),
      action: ondelete,
    });
  else if (key) draft.fulfilled.push(`${at} refers to ${displayName(parent)} already`);
  else {
    draft.notes.push(`${at} refers to ${displayName(parent)}, after which it is called`);
    draft.rules.push({
      kind: 'foreignKey',
      table: reading(child),
      column: nameOf(column),
      references: { table: displayName(parent), ...(ondelete === undefined ? {} : { onDelete: ondelete }) },
      facts: noFacts,
    });
  }
}

const listed = (links: readonly Link[]): string =>
  links.map(({ child, column }) => `${displayName(child)}.${column}`).join(', ');

/** A column that refers to a row of the other: the one that is called so, or a new one. */
function pointTo(child: CatalogTable | undefined, other: Other | undefined, tools: PlainTools): PlainOutcome {
  if (!child || !other) return 'other';
  const parent = 'table' in other ? tableOf(other.table, tools) : undefined;
  const made =
    'noun' in other
      ? tools.draft.tables.find(({ name }) => nameKey(name.text) === nameKey(other.noun))?.name.text
      : undefined;
  const target = parent ? displayName(parent) : made;
  if (target === undefined || child === parent) return 'other';
  const [key] = parent ? keysBetween(child, parent) : [];
  const [link, ...others] = parent ? linksOf(child, [parent]) : [];
  // `reviewer_id` refers to users, and `user_id` does not yet.
  if (link && others.length === 0) {
    refer(link, {}, tools);
    return undefined;
  }
  if (key) {
    tools.draft.fulfilled.push(`${displayName(child)}.${key.columns.join()} refers to ${target} already`);
    return undefined;
  }
  const column = keyTo(parent?.name ?? target, tools, 'table' in other ? other.table.text : undefined);
  tools.draft.notes.push(
    `a row of ${displayName(child)} refers to one of ${target} by a new column ${column}`,
  );
  tools.draft.column(
    { text: column, marked: true },
    reading(child),
    { ...noFacts, facts: { references: { table: target } } },
    true,
  );
  return undefined;
}

/** Foreign keys between tables, whose columns only their names tell. */
export const referenceRecorders: PlainRecorders<ReferenceForms> = {
  manyToOne: ({ entity, other }, tools) => pointTo(tableOf(entity, tools), other, tools),
  oneToMany: ({ entity, parent }, tools) =>
    pointTo(tableOf(entity, tools), parent && { table: parent }, tools),
  keyBetween(slots, tools): PlainOutcome {
    const [a, b] = [tableOf(slots.child, tools), tableOf(slots.parent, tools)];
    if (!a || !b || a === b) return 'other';
    const links = [...linksOf(a, [b]), ...linksOf(b, [a])];
    const [link, ...others] = links;
    if (!link || others.length > 0)
      return ask(
        tools,
        `Which column shall link ${displayName(a)} and ${displayName(b)}${links.length > 0 ? `: ${listed(links)}` : ''}?`,
      );
    refer(link, slots, tools);
    return undefined;
  },
  keysOf(slots, tools): PlainOutcome {
    const parent = tableOf(slots.parent, tools);
    if (slots.parent && !parent) return 'other';
    const owners = (slots.owners ?? []).flatMap((one) => tableOf(one, tools) ?? []);
    for (const owner of owners) {
      const links = linksOf(owner, parent ? [parent] : tools.context.names.tables);
      const to = parent ? ` to ${displayName(parent)}` : '';
      if (links.length === 0 || (parent && links.length > 1))
        ask(tools, `Which column of ${displayName(owner)} shall be a foreign key${to}?`);
      else for (const link of links) refer(link, slots, tools);
    }
    return undefined;
  },
};
