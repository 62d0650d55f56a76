import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { asReading } from '../topic.ts';

/** An index on whole columns, over every row, as PostgreSQL makes one by itself. */
export const plainIndex = (
  table: TableReading | undefined,
  columns: readonly NameReading[],
): RuleDraft & { kind: 'index' } => ({
  kind: 'index',
  table,
  columns,
  unique: false,
  method: undefined,
  include: [],
  where: undefined,
});

/** The same on columns that are there. */
export const indexOn = (table: CatalogTable, columns: readonly string[]): RuleDraft & { kind: 'index' } =>
  plainIndex(
    asReading(table),
    columns.map((text) => ({ text, marked: true, exact: true })),
  );

/** `indexes on a and b`: one on each; `indexes on (a, b)` and `composite indexes` are on both. */
export const isOneEach = (tokens: readonly Token[]): boolean =>
  /\b(?:indexes|indices)\b/i.test(textOf(tokens)) &&
  !/\(|\b(?:composite|compound|combined|together|covering|multi-?column)\b/i.test(textOf(tokens));
