import type { Catalog, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { declaration } from '../../lexicon/schema-asked.ts';

const written = /[\p{L}$_][\p{L}\p{N}$_]*/gu;
/** A longer text shows schemas of others, and reports what programs make of them. */
const longest = 500;
type Named = { readonly name: string };

/** `tasks.priority → gone` */
const turnsColumn = (said: string, tables: readonly CatalogTable[]): boolean =>
  [...said.matchAll(/(?<![\w.])(\w+)\.(\w+) ?(?:->|=>|→)/g)].some(([, owner, column]) =>
    tables.some(({ name, columns }) => name === owner && columns.some((one) => one.name === column)),
  );

/**
 * Whether a text has what only a schema declares beside a table of this one, or names an enum, an index or a
 * constraint of it: whatever else it is about, somebody has to ask.
 */
export function declares(
  said: string,
  { tables, enums }: Catalog,
  mentioned: readonly CatalogTable[],
): boolean {
  if (said.length > longest || said.includes('```')) return false;
  const words = new Set(said.match(written));
  const isWritten = ({ name }: Named): boolean => /_|[a-z][A-Z]/.test(name) && words.has(name);
  const objects = tables.flatMap(({ indexes, constraints }): Named[] => [...indexes, ...constraints]);
  if (enums.some(isWritten) || objects.some(isWritten)) return true;
  if (turnsColumn(said, mentioned)) return true;
  return (
    declaration.test(said) && (mentioned.length > 0 || tables.some(({ columns }) => columns.some(isWritten)))
  );
}

const ofProgram =
  /\b(?:version|orm|prisma|typeorm|sequelize|drizzle|gorm|hibernate|jpa|knex|alembic|liquibase|flyway|driver|library|package|generated?|introspect\w*|docs?|documentation|tests?|reproduc\w+|mysql|sqlite|supabase cli|migrator)\b/i;
/** The same without a name of this schema: `Kurse sollen was kosten: price_cents als integer, not null`. */
export const declaresSomething = (said: string): boolean =>
  said.length <= longest && declaration.test(said) && !ofProgram.test(said);
