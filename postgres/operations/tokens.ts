import { isReserved } from './reserved-words.ts';

/** One lexical piece of SQL. Enough to judge and rewrite expressions; statements are parsed elsewhere. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'symbol' | 'comment' | 'space';
  readonly text: string;
  /** For a name: as Postgres folds it (`Score` is `score`, `"Score"` is `Score`). */
  readonly value: string;
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'/y],
  ['string', /\$([\p{L}_][\p{L}\p{N}_]*)?\$[\s\S]*?\$\1\$/uy],
  ['name', /(?:[uU]&)?"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /(?:\d[\d_]*)?\.?\d[\w.]*/y],
  ['symbol', /::|[\s\S]/uy],
];

/** Splits SQL into tokens; joined, their texts are the SQL again. An open quote is a symbol of its own. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (!text) continue;
      tokens.push({ kind, text, value: kind === 'name' ? fold(text) : text });
      at += text.length;
      break;
    }
  }
  return tokens;
}

function fold(name: string): string {
  // Postgres folds ASCII only in most encodings; other letters keep their case.
  if (!name.endsWith('"')) return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return name.slice(name.indexOf('"') + 1, -1).replaceAll('""', '"');
}

export const meaningful = (token: Token): boolean => token.kind !== 'space' && token.kind !== 'comment';

/** Names of the functions that an expression calls, folded, without their schema. */
export function calledFunctions(sql: string): string[] {
  const tokens = tokenize(sql).filter(meaningful);
  return tokens.flatMap((token, at) =>
    token.kind === 'name' && tokens[at + 1]?.text === '(' ? [token.value] : [],
  );
}

/** Whether a token names the column. */
export const columnAt = (tokens: readonly Token[], at: number, column: string): boolean => {
  const token = tokens[at];
  if (token?.kind !== 'name' || token.value !== column) return false;
  // `"null" IS NOT NULL` names the column once.
  if (isReserved(column) && !token.text.endsWith('"')) return false;
  const [mark, , cast] = tokens.slice(0, at).filter(meaningful).toReversed();
  const after = tokens.slice(at + 1).find(meaningful)?.text;
  // After `::` stands a type, its schema before it or not; before `(` a function, before `.` a table.
  const isType = mark?.text === '::' || (mark?.text === '.' && cast?.text === '::');
  return !isType && after !== '(' && after !== '.';
};

/** Whether an expression, as Postgres deparses it, names the column. */
export function mentionsColumn(sql: string, column: string): boolean {
  const tokens = tokenize(sql);
  return tokens.some((_, at) => columnAt(tokens, at, column));
}

/** Whether an expression writes a name with the table's before it. */
export function namesTable(sql: string, table: string): boolean {
  const tokens = tokenize(sql).filter(meaningful);
  return tokens.some(
    ({ kind, value }, at) => kind === 'name' && value === table && tokens[at + 1]?.text === '.',
  );
}

/** The expression with columns renamed; `renames` maps names to identifiers as they shall be written. */
export function renameColumns(sql: string, renames: ReadonlyMap<string, string>): string {
  const tokens = tokenize(sql);
  return tokens
    .map((token, at) => {
      const to = renames.get(token.value);
      return to !== undefined && columnAt(tokens, at, token.value) ? to : token.text;
    })
    .join('');
}

/** What follows a keyword that stands outside quotes, with the keyword: `USING btree (…)` of an index definition. */
export function fromKeyword(sql: string, keyword: string): string {
  const tokens = tokenize(sql);
  const start = tokens.findIndex(({ kind, text }) => kind === 'name' && text.toUpperCase() === keyword);
  return start === -1
    ? ''
    : tokens
        .slice(start)
        .map(({ text }) => text)
        .join('');
}

interface Qualified {
  readonly schema: string;
  readonly name: string;
}

/** The SQL with a relation, written with its schema, under another name; `to` as it shall be written. */
export const renameRelation = (sql: string, relation: Qualified, to: string): string =>
  renameQualified(sql, relation, to, () => true);

/** The same with a type to which something is cast. */
export const renameType = (sql: string, type: Qualified, to: string): string =>
  renameQualified(sql, type, to, (before) => before?.text === '::');

function renameQualified(
  sql: string,
  { schema, name }: Qualified,
  to: string,
  isMeant: (before: Token | undefined) => boolean,
): string {
  const tokens = tokenize(sql);
  const isName = (at: number, value: string): boolean =>
    tokens[at]?.kind === 'name' && tokens[at]?.value === value;
  const parts: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const isIt = isName(at, schema) && tokens[at + 1]?.text === '.' && isName(at + 2, name);
    if (isIt && isMeant(tokens.slice(0, at).findLast(meaningful))) {
      parts.push(to);
      at += 2;
    } else parts.push(tokens[at]?.text ?? '');
  }
  return parts.join('');
}
