import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import type { Token } from '../text/tokens.ts';

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
