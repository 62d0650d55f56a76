import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import { notColumns, notNominal, rowThings } from '../../lexicon/stopwords.ts';
import { typeWords } from '../../lexicon/types.ts';
import { camelCase } from '../../resolve/convention.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { hintOf } from '../../resolve/type-hint.ts';
import { snakeCase } from '../../resolve/words.ts';
import { type PlainTools, reading } from './tools.ts';

/** A name of words as the columns of this schema are written: `deleted_at`, or `deletedAt`. */
export const columnName = (words: string, { context }: PlainTools): string =>
  context.names.convention.camelColumns ? camelCase(words) : snakeCase(words);

export function add(table: CatalogTable, name: string, facts: ColumnFacts, { draft }: PlainTools): void {
  draft.column({ text: name, marked: true }, reading(table), { ...noFacts, facts }, true);
}

export const has = (table: CatalogTable, name: string): boolean =>
  /^(?:exact|spelling)$/.test(columnOf(table, name).how);

/** Words for types that are as often the name of a column. */
const alsoNames: ReadonlySet<string> = new Set(['currency', 'percentage', 'money', 'number']);

/** `tasks need love`: neither a type, nor a name that says one, nor a word for a column. */
export function isColumn({ name, facts, explicit }: ColumnReading, { context }: PlainTools): boolean {
  const words = name.text.toLowerCase().split(/[ _]/);
  const said = words.join(' ');
  if (typeWords[said] && !alsoNames.has(said) && facts.facts.type === undefined) return false;
  if (name.marked || explicit) return true;
  const last = words.at(-1) ?? '';
  if (rowThings.has(last)) return words.length < 4;
  if (notColumns.has(last) || notNominal.has(last)) return false;
  return (
    (words.length < 4 || words.includes('of')) &&
    (Object.keys(facts.facts).length > 0 ||
      hintOf(snakeCase(name.text)) !== undefined ||
      context.hasColumn(name.text) ||
      context.names.knownTable(name.text) !== undefined ||
      (words.length < 3 && (/^(?:rating|heading|rank)$/.test(last) || !/(?:ing|ment)$/.test(last))))
  );
}
