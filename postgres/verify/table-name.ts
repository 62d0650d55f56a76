import type { TableRef } from '../provider.ts';

/** `public."Odd ""name"""` as `format('%I.%I')` writes it, taken apart. */
export function parseTableName(text: string): TableRef {
  const [, schema, table] = /^("(?:[^"]|"")*"|[^".]+)\.("(?:[^"]|"")*"|[^".]+)$/.exec(text) ?? [];
  if (schema === undefined || table === undefined) throw new Error(`"${text}" is not the name of a table`);
  return { schema: unquoted(schema), table: unquoted(table) };
}

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

/** One of the names means this table. */
export function isNamed(text: string, names: readonly TableRef[]): boolean {
  const { schema, table } = parseTableName(text);
  return names.some((name) => name.table === table && (name.schema === null || name.schema === schema));
}
