import { type Token as SqlToken, tokenize } from '../../../../../postgres/operations/tokens.ts';
import type { Token } from '../text/tokens.ts';

/*
 * In prose `default draft` names a value; in SQL the same place holds an expression, `gen_random_uuid()` or
 * CURRENT_DATE. It is marked as one before the statement is read like prose.
 */

/** The statement with each expression behind DEFAULT in a code span. */
export function markDefaults(sql: string): string {
  const tokens = tokenize(
    sql.replace(/generated\s+by\s+default\s+as\s+identity/gi, 'generated always as identity'),
  );
  let marked = '';
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as SqlToken;
    marked += token.text;
    if (token.kind !== 'name' || token.value !== 'default') continue;
    const start = afterSpace(tokens, at + 1);
    const end = expressionEnd(tokens, start);
    const text = textOf(tokens.slice(start, end)).trim();
    if (text === '' || text.includes('`')) continue;
    marked += ` \`${text}\``;
    at = end - 1;
  }
  return marked;
}

const textOf = (tokens: readonly SqlToken[]): string => tokens.map(({ text }) => text).join('');

const afterSpace = (tokens: readonly SqlToken[], from: number): number => {
  let at = from;
  while (tokens[at]?.kind === 'space' || tokens[at]?.kind === 'comment') at += 1;
  return at;
};

/** Behind a value these go on with it: a call, a path, a cast, an array. */
function expressionEnd(tokens: readonly SqlToken[], start: number): number {
  let at = tokens[start]?.text === '-' ? start + 1 : start;
  const first = tokens[at];
  if (first?.text === '(') at = closing(tokens, at);
  else if (first && first.kind !== 'symbol') at += 1;
  else return start;
  for (;;) {
    const next = tokens[at]?.text;
    if (next === '(' || next === '[') at = closing(tokens, at);
    else if (next === '.' || next === '::') at += 2;
    else return at;
  }
}

function closing(tokens: readonly SqlToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (/^[([]$/.test(tokens[at]?.text ?? '')) depth += 1;
    if (/^[)\]]$/.test(tokens[at]?.text ?? '')) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Words that are a value in SQL, too. */
const values = /^(?:true|false|null|current_timestamp)$/;

/** A bare word behind DEFAULT is never a text: CURRENT_DATE. */
export const asDefault = (token: Token, at: number, all: readonly Token[]): Token => {
  const [only, ...more] = token.inner;
  const word = token.kind === 'code' && only?.kind === 'word' && more.length === 0;
  return word && all[at - 1]?.low === 'default' && !values.test(only.low) ? { ...token, inner: [] } : token;
};
