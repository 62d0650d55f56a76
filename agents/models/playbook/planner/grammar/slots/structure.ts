import type { Literal } from '../../attributes/spec.ts';
import { periods } from '../../lexicon/partitions.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import { boundForms } from '../forms/structure.ts';
import { matchAt, type Reading } from '../match.ts';
import { compilePattern } from '../pattern.ts';
import type { ReadingContext } from './context.ts';
import { meaning } from './data.ts';
import { isIdentifier, type NameReading } from './names.ts';
import { valueSlots } from './values.ts';

type Tokens = readonly Token[];

/** {strategy}: how rows go to partitions */
export function* strategy(tokens: Tokens, at: number): Iterable<Reading<'range' | 'list' | 'hash'>> {
  const low = tokens[at]?.low;
  if (low === 'range' || low === 'ranges') yield { value: 'range', next: at + 1 };
  if (low === 'list') yield { value: 'list', next: at + 1 };
  if (low === 'hash' || low === 'hashing') yield { value: 'hash', next: at + 1 };
}

/** {period}: `month`, `monthly`: what one of several partitions holds */
export const period = meaning(periods);

export type BoundReading =
  | { readonly from: Literal; readonly to: Literal }
  | { readonly values: readonly string[] };

const bounds = Object.values(boundForms)
  .flat()
  .map((form) => compilePattern(form, words));

/** {bound}: `for values from '2026-01-01' to '2026-02-01'` */
export function* bound(tokens: Tokens, at: number, context: ReadingContext): Iterable<Reading<BoundReading>> {
  for (const pattern of bounds) {
    const match = matchAt(pattern, tokens, at, valueSlots, context);
    if (match) yield { value: match.captures as unknown as BoundReading, next: match.next };
  }
}

/** {trigger}: the name of a trigger: one that is there, or one that is marked as a name */
export function* trigger(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  const token = tokens[at];
  if (!token || token.kind === 'punct' || !isIdentifier(token.text)) return;
  const known = context.catalog.tables.some(({ triggers }) => triggers.includes(token.text));
  if (known || token.kind !== 'word' || token.text.includes('_'))
    yield { value: { text: token.text, marked: true }, next: at + 1 };
}

/** {function}: a function of the schema, `touch`, `touch()`, `public.touch()` */
export function* functionName(
  tokens: Tokens,
  at: number,
  context: ReadingContext,
): Iterable<Reading<{ schema: string; name: string }>> {
  const text = tokens[at]?.text.replace(/\(\)$/, '') ?? '';
  const found = (context.catalog.functions ?? []).filter(
    (one) => one === text || one.slice(one.indexOf('.') + 1) === text,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return;
  const dot = only.indexOf('.');
  const called = tokens[at + 1]?.text === '(' && tokens[at + 2]?.text === ')';
  const value = { schema: only.slice(0, dot), name: only.slice(dot + 1) };
  yield { value, next: called ? at + 3 : at + 1 };
}

/** {timing} */
export function* timing(tokens: Tokens, at: number): Iterable<Reading<'before' | 'after'>> {
  const low = tokens[at]?.low;
  if (low === 'before' || low === 'after') yield { value: low, next: at + 1 };
}

const eventWords: Readonly<Record<string, 'insert' | 'update' | 'delete'>> = {
  insert: 'insert',
  inserts: 'insert',
  update: 'update',
  updates: 'update',
  delete: 'delete',
  deletes: 'delete',
};
const between: ReadonlySet<string> = new Set([',', 'or', 'and', '/', 'each', 'every', 'any']);

/** {events}: `insert or update` */
export function* events(tokens: Tokens, at: number): Iterable<Reading<readonly string[]>> {
  const found: string[] = [];
  let next = at;
  for (let start = at; ; ) {
    while (between.has(tokens[start]?.low ?? '')) start += 1;
    const event = eventWords[tokens[start]?.low ?? ''];
    if (event === undefined) break;
    if (!found.includes(event)) found.push(event);
    start += 1;
    next = start;
  }
  if (found.length > 0) yield { value: found, next };
}
