import { drizzleColumn } from './drizzle-column.ts';
import { type Extras, extrasOf } from './drizzle-extras.ts';
import { closing, type Model, type ModelEnum, partsOf, type Schema, textIn } from './model.ts';

const enumHead =
  /^(?:export\s+)?const\s+(\w+)\s*=\s*pgEnum\(\s*['"](\w+)['"],\s*\[([\s\S]*)\]\s*,?\s*\)\s*;?$/;
/** Of the query builder; the database has nothing of it. */
const relations = /^(?:export\s+)?const\s+\w+\s*=\s*relations\([\s\S]*\)\s*;?$/;
const tableHead = /^(?:export\s+)?const\s+(\w+)\s*=\s*pgTable\(\s*['"](\w+)['"],\s*\{/;

/** What a table's columns are called in the code, and in the database. */
type Keys = ReadonlyMap<string, string>;

/** `export const teams = pgTable('teams', { … })`, one or several with their enums, and nothing beside them. */
export function drizzleSchema(text: string): Schema | undefined {
  const code = text
    .replace(/^\s*import\b[^;]*?from\s*['"][^'"]+['"];?/gm, '')
    .replace(/^\s*export\s+type\s[^\n]*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    .trim();
  const enums: ModelEnum[] = [];
  const tables: { readonly model: Model; readonly keys: Keys }[] = [];
  for (const one of withoutBuilders(code)
    .split(/\n(?=(?:export\s+)?const\s)/)
    .map((part) => part.trim())) {
    if (relations.test(one)) continue;
    const found = enumHead.exec(one);
    const labels = found && partsOf(found[3] ?? '').map((label) => textIn(label));
    if (found) {
      if (!labels?.every((label) => label !== undefined)) return undefined;
      enums.push({ name: found[1] ?? '', mapped: found[2] ?? '', labels });
      continue;
    }
    const table = drizzleTable(one, enums);
    if (!table) return undefined;
    tables.push(table);
  }
  return tables.length === 0 ? undefined : { models: tables.map(({ model }) => named(model, tables)), enums };
}

/** `pgTable('teams', (t) => ({ id: t.uuid() }))` as the same without its function. */
const withoutBuilders = (code: string): string =>
  code.replace(
    /(pgTable\(\s*['"]\w+['"],\s*)\(?(\w+)\)?\s*=>\s*\(\{([\s\S]*?)\n\}\)/g,
    (_, head: string, builder: string, body: string) =>
      `${head}{${body.replace(new RegExp(`(:\\s*)${builder}\\.`, 'g'), '$1')}\n}`,
  );

const reference = /REFERENCES (\w+) \((\w+)\)/;

/** With the names of the database for those that references have in the code. */
const named = (model: Model, tables: readonly { readonly model: Model; readonly keys: Keys }[]): Model => ({
  ...model,
  columns: model.columns.map((column) => ({
    ...column,
    rest: column.rest.map((one) => {
      const [, to, key = ''] = reference.exec(one) ?? [];
      const own = tables.find((other) => other.model.model === to)?.keys.get(key);
      return own === undefined ? one : one.replace(reference, `REFERENCES ${to} (${own})`);
    }),
  })),
});

function drizzleTable(
  code: string,
  enums: readonly ModelEnum[],
): { readonly model: Model; readonly keys: Keys } | undefined {
  const head = tableHead.exec(code);
  if (!head) return undefined;
  const end = closing(code, head[0].length);
  if (end === -1) return undefined;
  const keys = new Map<string, string>();
  const columns = [];
  for (const part of partsOf(code.slice(head[0].length, end))) {
    const column = drizzleColumn(part, new Set(enums.map(({ name }) => name)));
    if (!column) return undefined;
    keys.set(column.key, column.column.name);
    columns.push(column.column);
  }
  const tail = code.slice(end + 1).replace(/\)\s*;?$/, '');
  const extras = extrasOf(tail, keys);
  if (!extras) return undefined;
  return {
    keys,
    model: {
      model: head[1] ?? '',
      table: head[2] ?? '',
      named: true,
      columns: columns.map((column) => ({
        ...column,
        rest: [...column.rest, ...referencesOf(column.name, extras)],
      })),
      indexes: extras.indexes,
      checks: extras.checks,
      ...(extras.primaryKey ? { primaryKey: extras.primaryKey } : {}),
    },
  };
}

const referencesOf = (column: string, { references }: Extras): readonly string[] =>
  references.filter((one) => one.column === column).map(({ sql }) => sql);
