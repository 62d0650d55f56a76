import { type Token, tokenize } from '../../../../../../postgres/operations/tokens.ts';

/** Tokens of SQL without comments and runs of space. */
export const meaningful = (sql: string): readonly Token[] =>
  tokenize(sql).flatMap((token) =>
    token.kind === 'comment' ? [] : token.kind === 'space' ? [{ ...token, text: ' ' }] : [token],
  );

export const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ text }) => text)
    .join('')
    .trim();

/** The stretches between commas that stand in no bracket. */
export function listed(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What stands in the brackets that open at or behind `from`. */
export function bracketed(
  tokens: readonly Token[],
  from = 0,
): { readonly inside: readonly Token[]; readonly next: number } | undefined {
  const open = tokens.findIndex(({ text }, at) => at >= from && text === '(');
  if (open === -1) return undefined;
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')') depth -= 1;
    if (depth === 0) return { inside: tokens.slice(open + 1, at), next: at + 1 };
  }
  return undefined;
}

/** Where these words stand one after the other outside of brackets; behind the last of them. */
export function behind(tokens: readonly Token[], words: readonly string[], from = 0): number {
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.text === '(') depth += 1;
    if (token?.text === ')') depth -= 1;
    if (at < from || depth > 0 || token?.kind !== 'name') continue;
    const names = tokens.slice(at).filter(({ kind }) => kind !== 'space');
    if (words.every((word, index) => names[index]?.value === word)) {
      const last = names[words.length - 1];
      return tokens.findIndex((one, index) => index >= at && one === last) + 1;
    }
  }
  return -1;
}
