import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import type { TableReading } from '../grammar/slots/names.ts';
import type { Token } from '../text/tokens.ts';

/** The table that was named, or the only one that the text speaks of; none where the one that was named is new. */
export const tableOf = (
  named: TableReading | undefined,
  mentioned: readonly CatalogTable[],
): CatalogTable | undefined => (named ? named.table : mentioned.length === 1 ? mentioned[0] : undefined);

/** Tables of the schema that a text speaks about, for requests that name none. */
export function tablesIn(tokens: readonly Token[], { names }: ReadingContext): readonly CatalogTable[] {
  return tokens.flatMap((token, at) => {
    if (token.kind === 'punct' || token.kind === 'number') return [];
    const parts = token.text.split('.');
    const last = tokens[at + 1];
    const pair = last?.kind === 'word' ? names.knownTable(`${token.text}_${last.text}`) : undefined;
    const owner = parts.length > 1 ? names.knownTable(parts.slice(0, -1).join('.')) : undefined;
    return pair ?? names.knownTable(token.text) ?? owner ?? [];
  });
}
