import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../../postgres/sql.ts';
import type { relationForms } from '../../grammar/forms/plain/relations.ts';
import { services } from '../../lexicon/name-hints.ts';
import type { SchemaNames } from '../../resolve/schema-names.ts';
import { wordsOf } from '../../resolve/words.ts';
import { namesWhole } from '../../text/names-whole.ts';
import { refer, stemOf } from './references.ts';
import { ask, type Place, type PlainRecorders, type PlainTools, placeOf } from './tools.ts';

const isKey = (table: CatalogTable, column: string): boolean =>
  table.constraints.some(({ kind, columns }) => kind === 'foreign key' && columns.includes(column)) ||
  (table.primaryKey?.length === 1 && table.primaryKey[0] === column);

/** Values of one family compare with each other; a key between others is refused by PostgreSQL. */
const familyOf = (type: string): string =>
  /^(?:smallint|integer|bigint)$/.test(type) ? 'integer' : /^(?:text|character)/.test(type) ? 'text' : type;
const fits = (column: CatalogColumn, parent: CatalogTable): boolean => {
  const [key = '', ...others] = parent.primaryKey ?? [];
  const type = parent.columns.find(({ name }) => name === key)?.type;
  return others.length === 0 && type !== undefined && familyOf(type) === familyOf(column.type);
};

/** `stripe_customer_id` is a row of somebody else, and so are most ids that are texts. */
const isOfRows = ({ name, type }: CatalogColumn): boolean =>
  familyOf(type) !== 'text' && !wordsOf(name).some((word) => services.has(word));

/** Looked for once a name: `owner_id` may stand in every table. */
function parentsIn(
  names: SchemaNames,
): (child: CatalogTable, column: CatalogColumn) => readonly CatalogTable[] {
  const known = new Map<string, CatalogTable | undefined>();
  const keyed = new Map<string, readonly CatalogTable[]>();
  const called = (stem: string): CatalogTable | undefined => {
    if (known.has(stem)) return known.get(stem);
    const found = names.table(stem);
    const is = /^(?:exact|spelling|prefixed)$/.test(found.how) && 'is' in found ? found.is : undefined;
    known.set(stem, is);
    return is;
  };
  return (child, { name }) => {
    const parent = called(stemOf(name) ?? '');
    if (parent) return parent === child ? [] : [parent];
    const owners =
      keyed.get(name) ?? names.tablesWith(name).filter(({ primaryKey }) => primaryKey?.join() === name);
    keyed.set(name, owners);
    return owners.filter((table) => table !== child);
  };
}

const isIn = (text: string, name: string): boolean => text.includes(name) && namesWhole(text, name);

/** More than a person reads in one question. */
const most = 40;
const some = 6;

/** As SQL writes it, so that an answer finds it whatever its signs. */
const written = (...path: readonly string[]): string =>
  path.map((name) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : ident(name))).join('.');
const tablePath = ({ schema, name }: CatalogTable): readonly string[] =>
  schema === 'public' ? [name] : [schema, name];

/** A column as a foreign key to the table after which it is called. */
export function missingKeyOf({ table, column, at }: Place, tools: PlainTools): undefined {
  if (isKey(table, column.name)) {
    tools.draft.fulfilled.push(`${at} is a key already`);
    return undefined;
  }
  const [parent, ...others] = parentsIn(tools.context.names)(table, column);
  if (!parent || others.length > 0) return ask(tools, `Which table does ${at} refer to?`);
  refer({ child: table, column: column.name, parent }, {}, tools);
  return undefined;
}

/** `Add the missing foreign keys`: each column that is called after a table, and refers to none. */
export const missingKeyRecorders: PlainRecorders<Pick<typeof relationForms, 'missingKeys' | 'keyOf'>> = {
  keyOf({ field }, tools) {
    const place = placeOf(field, tools);
    return place && missingKeyOf(place, tools);
  },
  missingKeys(_slots, tools) {
    const { names, text } = tools.context;
    const parentsOf = parentsIn(names);
    const links: { at: string; to: string }[] = [];
    const unknown: string[] = [];
    for (const child of names.tables.filter(({ partitionOf }) => !partitionOf))
      for (const column of child.columns) {
        const stem = stemOf(column.name);
        if (stem === undefined || isKey(child, column.name)) continue;
        // `commentable_id` beside `commentable_type` refers to rows of several tables.
        if (child.columns.some(({ name }) => name !== stem && name.replace(/_?type$/i, '') === stem))
          continue;
        const at = written(...tablePath(child), column.name);
        const [parent, ...others] = parentsOf(child, column).filter((one) => fits(column, one));
        if (parent && others.length === 0) links.push({ at, to: written(...tablePath(parent)) });
        else if (parent || isOfRows(column)) unknown.push(at);
      }
    // The text itself, or an answer, says which.
    if (links.some(({ at }) => isIn(text, at))) return undefined;
    if (links.length === 0 && unknown.length === 0) {
      tools.draft.fulfilled.push('every column that is called after a table is a foreign key');
      return undefined;
    }
    const told = links.map(({ at, to }) => `${at} to ${to}`);
    if (links.length + unknown.length > most)
      return ask(
        tools,
        `${links.length} columns are called after a table and refer to none: ${told.slice(0, some).join(', ')} … Of which tables shall they become foreign keys?`,
      );
    const rest = unknown.length === 0 ? '' : ` ${unknown.join(', ')} may be one, too: to which table?`;
    return ask(
      tools,
      links.length === 0
        ? `Which tables do ${unknown.join(', ')} refer to? None is called so.`
        : `Shall these become foreign keys: ${told.join(', ')}?${rest}`,
    );
  },
};
