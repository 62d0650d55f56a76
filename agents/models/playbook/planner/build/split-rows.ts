import type { SplitTable } from '../../../../../postgres/operations/split_table.ts';
import { singular } from '../../../../../postgres/operations/split-shape.ts';
import { nameKey } from '../resolve/words.ts';
import type { SplitDraft } from '../understand/draft.ts';
import type { Resolver, Target } from './resolver.ts';

type Rows = NonNullable<SplitTable['rows']>;

/** Lines of one address make one address, not several. */
const lines = /(?:address|addr|adresse|line|street)$/i;

/**
 * Whether columns become a row each: the text says so, or they are phone1, phone2, phone3 and the table is for phones.
 * Null where they move row for row; undefined where it had to be asked.
 */
export function rowsOf(
  split: SplitDraft,
  columns: readonly string[],
  target: Target,
  into: string,
  names: Resolver,
): Rows | null | undefined {
  const numbered = series(columns);
  const list = columns.length === 1 ? listOf(columns[0] ?? '', target) : undefined;
  const at = columns.map((column) => `${target.name}.${column}`).join(', ');
  if (split.rows !== true) {
    if (list === true)
      names.assume(`${at} moves as the array that it is; "one row each" would make rows of it`);
    const isTheirs =
      numbered !== undefined &&
      nameKey(singular(into)).endsWith(nameKey(numbered.stem)) &&
      split.fields.length === 0;
    if (!isTheirs) return null;
    if (lines.test(numbered.stem)) {
      return names.ask(`Shall ${at} become one row each of ${into}, or the columns of one row?`);
    }
  }
  if (list === false) {
    return names.ask(`${at} is no array, so it makes no more than one row. Which columns shall become rows?`);
  }
  names.assume(
    list === true
      ? `each element of ${at} becomes a row of ${into}, with its position`
      : `each of ${at} that is not NULL becomes a row of ${into}, with its position`,
  );
  const to = list === true ? singular(columns[0] ?? '') : (numbered?.stem ?? singular(into));
  return { columns: [...(numbered?.columns ?? columns)], to, position: 'position' };
}

/** Columns whose names are one word with 1, 2, 3 behind it, in the order of the numbers. */
function series(columns: readonly string[]): { stem: string; columns: readonly string[] } | undefined {
  const parts = columns
    .map((column) => ({ column, match: /^(.*[^\d_])_?(\d+)$/u.exec(column) }))
    .map(({ column, match }) => ({ column, stem: match?.[1] ?? '', number: Number(match?.[2]) }))
    .toSorted((one, other) => one.number - other.number);
  const [first] = parts;
  if (first === undefined || first.stem === '' || parts.length < 2) return undefined;
  const isSeries = parts.every(({ stem, number }, at) => stem === first.stem && number === first.number + at);
  return isSeries ? { stem: first.stem, columns: parts.map(({ column }) => column) } : undefined;
}

/** Undefined where the schema does not say. */
const listOf = (column: string, { is }: Target): boolean | undefined =>
  is?.columns.find(({ name }) => name === column)?.type.endsWith('[]');
