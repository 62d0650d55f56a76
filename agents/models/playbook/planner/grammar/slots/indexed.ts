import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';

export interface IndexedReading {
  readonly table: CatalogTable;
  readonly keys: readonly { readonly column: string; readonly order?: 'desc' }[];
  readonly where: string | undefined;
}

const span = /^([\w.]+)\s*\(([\w\s,]+)\)(?:\s+where\s+(.+))?$/is;
const key = /^(\w+)(?:\s+(asc|desc))?$/i;

/** {indexed}: `tasks (owner_id, due_date desc) where …` in one code span: what CREATE INDEX has behind ON */
export function* indexed(
  tokens: readonly Token[],
  at: number,
  { names: { knownTable } }: ReadingContext,
): Iterable<Reading<IndexedReading>> {
  const token = tokens[at];
  const [, name = '', list = '', where] = (token?.kind === 'code' && span.exec(token.text)) || [];
  const table = name === '' ? undefined : knownTable(name);
  const keys = list.split(',').map((part) => key.exec(part.trim()));
  if (!table || keys.some((one) => one === null)) return;
  const value = {
    table,
    keys: keys.map((one) => ({
      column: one?.[1] ?? '',
      ...(/^desc$/i.test(one?.[2] ?? '') ? { order: 'desc' as const } : {}),
    })),
    where,
  };
  yield { value, next: at + 1 };
}
