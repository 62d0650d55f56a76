import type { CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { SchemaNames } from './schema-names.ts';
import { snakeCase } from './words.ts';

const bare = (name: string): string => snakeCase(name).replace(/_(?:numbers?|addresse?s?)$/, '');

/** The column `phone` for a phone number, and `email_address` for an email. */
export function columnSpoken(table: CatalogTable, text: string): CatalogColumn | undefined {
  const said = bare(text);
  const [only, ...others] = table.columns.filter(({ name }) => bare(name) === said);
  return said !== '' && others.length === 0 ? only : undefined;
}

/** `email address` for email, `phone number` for phone. */
export const isSpoken = (text: string): boolean => /[ _](?:number|address)(?:e?s)?$/i.test(text);

/** The tables that have the column meant, by the names that it may have. */
export const tablesSpoken = (text: string, { tablesWith }: SchemaNames): readonly CatalogTable[] =>
  [...new Set(['', '_number', '_address'].flatMap((end) => tablesWith(`${bare(text)}${end}`)))].filter(
    (table) => columnSpoken(table, text) !== undefined,
  );
