/* Blocks of migrations that make a table or change one, a line a piece. */

/** What a line of a block says about its table. */
export type Piece =
  /** A column, or a constraint of the table, as CREATE TABLE and ADD have it. */
  | { readonly kind: 'column' | 'constraint'; readonly sql: string }
  /** `DROP COLUMN a`: what ALTER TABLE does beside. */
  | { readonly kind: 'change'; readonly sql: string }
  | {
      readonly kind: 'index';
      readonly columns: readonly string[];
      readonly unique: boolean;
      readonly name?: string;
    };

export interface Block {
  readonly table: string;
  readonly create: boolean;
  /** What the mapper adds by itself, e.g. the key. */
  readonly pieces: readonly Piece[];
}

/** One mapper's blocks: how they begin and end, and what their lines say; undefined for what is not known. */
export interface BlockReader {
  readonly opens: (line: string) => Block | undefined;
  readonly closes: RegExp;
  readonly reads: (line: string) => readonly Piece[] | undefined;
}

export const column = (...parts: readonly (string | undefined)[]): Piece => ({
  kind: 'column',
  sql: parts.filter((part) => part !== undefined && part !== '').join(' '),
});

export function blockSql({ table, create }: Block, pieces: readonly Piece[]): readonly string[] {
  const lines = pieces.flatMap((one) => (one.kind === 'column' || one.kind === 'constraint' ? [one] : []));
  const changes = pieces.flatMap((one) => (one.kind === 'change' ? [`ALTER TABLE ${table} ${one.sql}`] : []));
  const made = create
    ? [`CREATE TABLE ${table} (${lines.map(({ sql }) => sql).join(', ')})`]
    : lines.map(({ kind, sql }) => `ALTER TABLE ${table} ADD ${kind === 'column' ? 'COLUMN ' : ''}${sql}`);
  return [
    ...made,
    ...changes,
    ...pieces.flatMap((one) => (one.kind === 'index' ? [indexSql(table, one)] : [])),
  ];
}

export const indexSql = (
  table: string,
  { columns, unique, name }: { columns: readonly string[]; unique: boolean; name?: string | undefined },
): string =>
  `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name === undefined ? '' : `${name} `}ON ${table} (${columns.join(', ')})`;

/** `users` of `user`, as mappers make it of a model. */
export const plural = (word: string): string =>
  /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}ies`
    : /(?:s|x|z|ch|sh)$/.test(word)
      ? `${word}es`
      : `${word}s`;
