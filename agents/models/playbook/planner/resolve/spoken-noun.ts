import type { CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { snakeCase } from './words.ts';

const bare = (name: string): string => snakeCase(name).replace(/_(?:numbers?|addresse?s?)$/, '');

/** The column `phone` for a phone number, and `email_address` for an email. */
export function columnSpoken(table: CatalogTable, text: string): CatalogColumn | undefined {
  const said = bare(text);
  const [only, ...others] = table.columns.filter(({ name }) => bare(name) === said);
  return said !== '' && others.length === 0 ? only : undefined;
}
