import { type Token, tokenize } from '../../../../../../postgres/operations/tokens.ts';
import type { Cell } from '../rule-draft.ts';

const head =
  /^insert\s+into\s+(?<table>[\w."]+)\s*\((?<columns>[\w",\s]+)\)\s*values\s*(?<values>\(.+\))\s*$/is;

/** `INSERT INTO table (column, …) VALUES (constant, …), …`; undefined for any other, such as one with a query. */
export function insertedRows(
  sql: string,
): { table: string; columns: readonly string[]; rows: readonly (readonly Cell[])[] } | undefined {
  const { table, columns, values } = head.exec(sql)?.groups ?? {};
  if (table === undefined || columns === undefined || values === undefined) return undefined;
  const tokens = tokenize(values).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const rows: Cell[][] = [];
  let at = 0;
  const next = (): Token | undefined => tokens[at++];
  do {
    if (next()?.text !== '(') return undefined;
    const row: Cell[] = [];
    do {
      const cell = cellOf(next, () => tokens[at]);
      if (!cell) return undefined;
      row.push(cell);
    } while (tokens[at]?.text === ',' && next());
    if (next()?.text !== ')') return undefined;
    rows.push(row);
  } while (tokens[at]?.text === ',' && next());
  return at === tokens.length
    ? { table, columns: columns.split(',').map((column) => column.replaceAll('"', '').trim()), rows }
    : undefined;
}

function cellOf(next: () => Token | undefined, peek: () => Token | undefined): Cell | undefined {
  const token = next();
  if (token?.text === '-' && peek()?.kind === 'number') return { text: `-${next()?.text}`, is: 'number' };
  if (token?.kind === 'number') return { text: token.text, is: 'number' };
  // With an escape or of another kind: not to be read by hand.
  if (token?.kind === 'string' && token.text.startsWith("'"))
    return { text: token.text.slice(1, -1).replaceAll("''", "'"), is: 'text' };
  if (token?.kind === 'name' && /^(?:true|false)$/.test(token.value))
    return { text: token.value, is: 'boolean' };
  if (token?.kind === 'name' && token.value === 'null') return { text: 'null', is: 'null' };
  return undefined;
}
