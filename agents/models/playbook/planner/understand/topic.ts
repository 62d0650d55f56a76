import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import type { Token } from '../text/tokens.ts';
import type { ColumnDraft, JsonDraft, SplitDraft, TableDraft } from './draft.ts';
import type { RuleDraft } from './rule-draft.ts';

/** What the text is speaking about, so that `it should be an integer` finds its column. */
export type Topic =
  | {
      readonly kind: 'columns';
      readonly drafts: readonly ColumnDraft[];
      readonly table: TableReading | undefined;
    }
  | { readonly kind: 'moreColumns'; readonly table: TableReading | undefined }
  | { readonly kind: 'table'; readonly draft: TableDraft }
  | { readonly kind: 'json'; readonly draft: JsonDraft }
  /** Rows follow in a table. */
  | { readonly kind: 'rows'; readonly rule: Extract<RuleDraft, { kind: 'insertTable' }> }
  | { readonly kind: 'split'; readonly draft: SplitDraft }
  /** A statement was about a column, and nothing was asked for yet. */
  | { readonly kind: 'spoken'; readonly table: TableReading; readonly column: NameReading }
  | { readonly kind: 'existing'; readonly table: TableReading | undefined; readonly column: NameReading };

/** Runs of words that an understood stretch of text still leaves open; undefined where nothing of it was understood. */
export type Left = readonly (readonly Token[])[] | undefined;

export const asReading = (table: CatalogTable): TableReading => ({ text: table.name, marked: true, table });
