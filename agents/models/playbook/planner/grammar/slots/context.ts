import type { Catalog } from '../../../../../../postgres/catalog/catalog.ts';
import { type SchemaNames, schemaNames } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';

/** What reading needs to know besides the text. */
export interface ReadingContext {
  readonly catalog: Catalog;
  /** All of the request. */
  readonly text: string;
  readonly names: SchemaNames;
  /** Types of the schema itself and of the request: an enum by any spelling of its name. */
  readonly enums: ReadonlyMap<string, string>;
  /** The one enum that the request makes, which `that type` means. */
  readonly madeEnum: string | undefined;
  /** Whether any table has a column of this name, in any spelling. */
  readonly hasColumn: (name: string) => boolean;
  /** Whether a table or column is called exactly this, whatever its letters. */
  readonly isName: (name: string) => boolean;
}

/** `enum task_priority with …`, `TYPE task_priority AS ENUM`: a name that columns of the same request may have as type. */
const making =
  /\b(?:enum(?:\s+type)?\s+(?:called\s+|named\s+)?[`"]?(\w+)[`"]?\s*(?:with\b|of\b|having\b|values\b|[:(])|type\s+[`"]?(\w+)[`"]?\s+as\s+enum\b)/gi;
const noNames: ReadonlySet<string> = new Set(
  'type with of values column called named field instead rather'.split(' '),
);

export function readingContext(catalog: Catalog, text = ''): ReadingContext {
  const enums = new Map<string, string>();
  const made = [...text.matchAll(making)]
    .map(([, plain, sql]) => plain ?? sql ?? '')
    .filter((name) => !noNames.has(name.toLowerCase()));
  for (const name of made) enums.set(nameKey(name), `public.${name}`);
  for (const { schema, name } of catalog.enums) enums.set(nameKey(name), `${schema}.${name}`);
  const names = schemaNames(catalog);
  const [only] = made;
  const madeEnum = only !== undefined && made.length === 1 ? enums.get(nameKey(only)) : undefined;
  return { catalog, text, names, enums, madeEnum, hasColumn: names.hasColumn, isName: names.isName };
}
