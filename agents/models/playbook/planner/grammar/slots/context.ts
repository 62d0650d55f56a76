import type { Catalog } from '../../../../../../postgres/catalog/catalog.ts';
import { type SchemaNames, schemaNames } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';

/** What reading needs to know besides the text. */
export interface ReadingContext {
  readonly catalog: Catalog;
  readonly names: SchemaNames;
  /** Types of the schema itself: an enum by any spelling of its name. */
  readonly enums: ReadonlyMap<string, string>;
  /** Whether any table has a column of this name, in any spelling. */
  readonly hasColumn: (name: string) => boolean;
  /** Whether a table or column is called exactly this, whatever its letters. */
  readonly isName: (name: string) => boolean;
}

export function readingContext(catalog: Catalog): ReadingContext {
  const enums = new Map<string, string>();
  for (const { schema, name } of catalog.enums) enums.set(nameKey(name), `${schema}.${name}`);
  const names = schemaNames(catalog);
  return { catalog, names, enums, hasColumn: names.hasColumn, isName: names.isName };
}
