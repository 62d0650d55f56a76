import type { Span } from '../place.ts';
import type { Objection, Verdict } from '../verdict.ts';
import { type ParsedSql, scanSql } from './parser.ts';

/** Bytes of the text that was parsed; without an end, the name or sign that stands at `start`. */
export interface SqlPlace {
  readonly start: number;
  readonly end?: number;
}

/** What is said against a part of a statement. */
export interface SqlObjection extends Verdict {
  readonly at?: SqlPlace;
}

/** The verdict at the place of a node of the tree, which holds the byte offset of the name or sign it stands for. */
export const atNode = (verdict: Verdict, { location }: { readonly location?: unknown }): SqlObjection =>
  typeof location === 'number' && location > 0 ? { ...verdict, at: { start: location } } : verdict;

/** An objection inside a body, which was parsed by itself, moved to where the body's text stands. */
export function moved(
  { at, ...verdict }: SqlObjection,
  { text }: ParsedSql,
  by: number,
  earliest: number,
): SqlObjection {
  if (at === undefined) return verdict;
  const { start, end } = exact(text, at);
  return { ...verdict, at: { start: Math.max(start + by, earliest), end: Math.max(end + by, earliest) } };
}

/** The objection with its place in characters of the text. */
export function placed({ at, ...verdict }: SqlObjection, parsed: ParsedSql): Objection {
  const span = spanOfPlace(parsed, at);
  return span === undefined ? verdict : { ...verdict, span };
}

function spanOfPlace({ text }: ParsedSql, at: SqlPlace | undefined): Span | undefined {
  if (at === undefined) return undefined;
  const { start: from, end: to } = exact(text, at);
  const bytes = Buffer.from(text);
  const start = bytes.toString('utf8', 0, from).length;
  return { start, end: start + bytes.toString('utf8', from, to).length };
}

/** The place from its first word to its last, without the comments and blanks around them. */
function exact(text: string, at: SqlPlace): Required<SqlPlace> {
  const given = { start: at.start, end: at.end ?? at.start };
  const tokens = scanSql(text).filter(({ tokenName }) => !/^(?:SQL|C)_COMMENT$/.test(tokenName));
  const first = tokens.findIndex(({ start }) => start >= at.start);
  const last = at.end === undefined ? endOfName(tokens, first) : lastBefore(tokens, at.end);
  const [start, end] = [tokens[first]?.start, tokens[last]?.end];
  // Inside a body no word of the outer text begins: the place was made exact there.
  return start === undefined || end === undefined || end < start ? given : { start, end };
}

type Tokens = readonly { readonly start: number; readonly end: number; readonly text: string }[];

/** `pg_catalog.pg_read_file` is one name. */
function endOfName(tokens: Tokens, first: number): number {
  let last = first;
  while (tokens[last + 1]?.text === '.' && tokens[last + 2] !== undefined) last += 2;
  return last;
}

function lastBefore(tokens: Tokens, end: number): number {
  const last = tokens.findLastIndex((token) => token.end <= end);
  return tokens[last]?.text === ';' ? last - 1 : last;
}
