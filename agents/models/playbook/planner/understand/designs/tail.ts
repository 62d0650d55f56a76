import type { ReadingContext } from '../../grammar/slots/context.ts';
import { havingWords } from '../../lexicon/designs.ts';
import { singular } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { columnParts } from './columns.ts';
import { skipParts } from './order.ts';

/* What stands behind the name of a new table: `with columns id and name`, `to store …`, `linked to Book`. */

export const light: ReadonlySet<string> = new Set(
  'all the its following required necessary needed appropriate relevant basic these at least a few such as like for e.g . : ( listed below proper correct'.split(
    ' ',
  ),
);
export const nouns: ReadonlySet<string> = new Set(
  'columns fields attributes properties column field'.split(' '),
);
export const having: ReadonlySet<string> = havingWords;

export type Columns = readonly (readonly Token[])[];

export interface Tail {
  readonly columns: Columns;
  /** What the table is for. */
  readonly purpose: readonly Token[];
}

const purposes: ReadonlySet<string> = new Set(['for', 'to', 'so', 'that']);
/** `for authentication`: words, and no name. */
const isPurpose = (tokens: readonly Token[]): boolean =>
  purposes.has(tokens[0]?.low ?? '') &&
  !tokens.some(
    ({ kind, text, low }) =>
      kind === 'code' ||
      kind === 'quoted' ||
      text.includes('_') ||
      text === ':' ||
      having.has(low) ||
      each.has(low),
  );
const each: ReadonlySet<string> = new Set(['each', 'every', 'per', 'between']);

/** `, and create migration scripts`: how it is made. */
const process =
  /(?:,| and|,? with)+ (?:(?:create|add|generate|write|run|prepare|and|the|a|its|corresponding|necessary|required) )*migrations?(?: scripts?| files?)?[.]?$| (?:using|following|per|with) [\w +.&-]{1,50}conventions?$/i;
export function withoutProcess(tokens: readonly Token[]): readonly Token[] {
  const at = process.exec(textOf(tokens));
  if (!at) return tokens;
  let kept = tokens.length;
  while (kept > 0 && textOf(tokens.slice(0, kept)).length > at.index) kept -= 1;
  return tokens.slice(0, kept);
}

const links = new Phrases(
  'belong to|reference|references|linked to|linking to|belonging to|belongs to|related to|referencing|connected to|associated with|that belongs to|with references to|with foreign keys to'.split(
    '|',
  ),
);
/** `linked to both Book and User, with …`: rows that a new one refers to. */
export function linksAt(
  tokens: readonly Token[],
  context: ReadingContext,
): { columns: Columns; next: number } | undefined {
  let at = links.lengthAt(tokens, 0);
  if (at === 0) return undefined;
  const columns: (readonly Token[])[] = [];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || /^(?:both|the|a|an|one|and|to|,|&|table|tables)$/.test(token.low)) continue;
    const known = context.names.knownTable(token.text);
    if (!known) break;
    columns.push(tokenize(`${singular(known.name)}_id references ${known.name}`));
  }
  return columns.length === 0 ? undefined : { columns, next: at };
}

/** What stands behind the name of a new table: its columns, or nothing that says more. */
export function tailOf(given: readonly Token[], context: ReadingContext): Tail | undefined {
  const linked = linksAt(given, context);
  const tail = ownTail(withoutProcess(given.slice(linked?.next ?? 0)), context);
  return tail && { ...tail, columns: [...(linked?.columns ?? []), ...tail.columns] };
}

function ownTail(tokens: readonly Token[], context: ReadingContext): Tail | undefined {
  if (tokens.every(({ text }) => /^[:.!]$/.test(text))) return { columns: [], purpose: [] };
  const [first] = tokens;
  if (first?.text === '(') {
    const close = tokens.findLastIndex(({ text }) => text === ')');
    const ends = close !== -1 && skipParts(tokens, close + 1) === tokens.length;
    const columns = ends ? columnParts(tokens.slice(1, close), context) : undefined;
    if (columns && columns.length > 1) return { columns, purpose: [] };
    // `(UUID + auth fields)` ends a title and sums up what stands below.
    return ends && tokens.some(({ text }) => text === '+') ? { columns: [], purpose: [] } : undefined;
  }
  if (isPurpose(tokens)) return { columns: [], purpose: tokens };
  // `…, kind and label as columns`
  if (tokens.at(-2)?.low === 'as' && nouns.has(tokens.at(-1)?.low ?? ''))
    return ownTail(tokens.slice(0, -2), context);
  if (first?.text !== ':' && !having.has(first?.low ?? '')) return undefined;
  let at = 1;
  let noun = nouns.has(first?.low ?? '');
  while (
    at < tokens.length &&
    (light.has(tokens[at]?.low ?? '') ||
      nouns.has(tokens[at]?.low ?? '') ||
      having.has(tokens[at]?.low ?? ''))
  ) {
    noun ||= nouns.has(tokens[at]?.low ?? '');
    at += 1;
  }
  // `with columns for event details (id, name)`
  const open = tokens.findIndex(({ text }, index) => index >= at && text === '(');
  if (
    noun &&
    tokens.at(-1)?.text === ')' &&
    open > at &&
    tokens[at - 1]?.low === 'for' &&
    tokens.slice(at, open).every(({ kind }) => kind === 'word')
  )
    at = open + 1;
  if (at === tokens.length)
    return noun || tokens.at(-1)?.text === ':' ? { columns: [], purpose: [] } : undefined;
  let rest = tokens.slice(at);
  if (tokens[at - 1]?.text === '(' && rest.at(-1)?.text === ')') rest = rest.slice(0, -1);
  if (nouns.has(rest.at(-1)?.low ?? '')) {
    noun = true;
    rest = rest.slice(0, -1);
  }
  const columns = columnParts(rest, context);
  return columns && (columns.length > 1 || noun) ? { columns, purpose: [] } : undefined;
}
