import { type ConstraintKind, constraintKinds, extensions, privilegeWords } from '../../lexicon/objects.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { isIdentifier, type NameReading, name, nameOf } from './names.ts';

/** Names of one sort of thing: one that the schema has, or one that is marked as a name. */
function* ofSort(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
  has: (name: string) => boolean,
): Iterable<Reading<NameReading>> {
  for (const found of name(tokens, at, context)) {
    if (found.value.marked || has(found.value.text)) yield found;
  }
  const token = tokens[at];
  if (token?.kind === 'quoted' && !isIdentifier(token.text))
    yield { value: { ...nameOf(token.raw, true), text: token.text }, next: at + 1 };
}

/** {constraint}: the name of a constraint */
export const constraint = (tokens: readonly Token[], at: number, context: ReadingContext) =>
  ofSort(tokens, at, context, (text) =>
    context.names.tables.some(({ constraints }) => constraints.some((one) => one.name === text)),
  );

/** {index}: the name of an index */
export const index = (tokens: readonly Token[], at: number, context: ReadingContext) =>
  ofSort(tokens, at, context, (text) =>
    context.names.tables.some(({ indexes }) => indexes.some((one) => one.name === text)),
  );

/** {knownconstraint}: the name of a constraint that is there */
export function* knownconstraint(
  tokens: readonly Token[],
  at: number,
  { names }: ReadingContext,
): Iterable<Reading<NameReading>> {
  const text = tokens[at]?.text ?? '';
  if (names.tables.some(({ constraints }) => constraints.some((one) => one.name === text)))
    yield { value: nameOf(text, true), next: at + 1 };
}

/** {knownindex}: the name of an index that is there, and of no constraint */
export function* knownindex(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  const text = tokens[at]?.text ?? '';
  const { tables } = context.names;
  const isConstraint = tables.some(({ constraints }) => constraints.some((one) => one.name === text));
  if (!isConstraint && tables.some(({ indexes }) => indexes.some((one) => one.name === text)))
    yield { value: nameOf(text, true), next: at + 1 };
}

/** {view}: the name of a view */
export const view = (tokens: readonly Token[], at: number, context: ReadingContext) =>
  ofSort(tokens, at, context, (text) =>
    context.catalog.tables.some((one) => /view$/.test(one.kind) && one.name === text),
  );

/** {constraintkind}: `unique`, `foreign key`, …; {uniquekind}: only that */
export function* constraintkind(tokens: readonly Token[], at: number): Iterable<Reading<ConstraintKind>> {
  for (const { phrases, kind } of kinds) {
    const length = phrases.lengthAt(tokens, at);
    if (length > 0) yield { value: kind, next: at + length };
  }
}
const kinds = constraintKinds.map(([words, kind]) => ({ phrases: new Phrases(words), kind }));

export function* uniquekind(tokens: readonly Token[], at: number): Iterable<Reading<ConstraintKind>> {
  if (tokens[at]?.low === 'unique') yield { value: 'unique', next: at + 1 };
}

/** {duplicates}: what is allowed where nothing is unique */
export function* duplicates(tokens: readonly Token[], at: number): Iterable<Reading<ConstraintKind>> {
  if (/^duplicates?$/.test(tokens[at]?.low ?? '')) yield { value: 'unique', next: at + 1 };
}

/** {tonull}: `to null`, what becomes of a reference */
export function* tonull(tokens: readonly Token[], at: number): Iterable<Reading<'set null'>> {
  const start = tokens[at]?.low === 'to' ? at + 1 : at;
  if (tokens[start]?.low === 'null') yield { value: 'set null', next: start + 1 };
}

const separators = new Set([',', 'and', '&', '/']);
const privileges = privilegeWords.map(([words, granted]) => ({ phrases: new Phrases(words), granted }));

/** {privileges}: `read`, `select and insert`, `full` */
export function* privilegeList(tokens: readonly Token[], at: number): Iterable<Reading<readonly string[]>> {
  const found: string[] = [];
  let next = at;
  for (let start = at; ; ) {
    const word = privileges.find(({ phrases }) => phrases.startsAt(tokens, start));
    if (!word) break;
    found.push(...word.granted);
    next = start + word.phrases.lengthAt(tokens, start);
    start = next;
    while (separators.has(tokens[start]?.low ?? '')) start += 1;
  }
  if (found.length > 0) yield { value: [...new Set(found)], next };
}

/** {role}: a role of the server, or a name marked as one */
export function* role(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  const token = tokens[at];
  if (!token || token.kind === 'punct') return;
  const known = (context.catalog.roles ?? []).includes(token.text);
  const marked = token.kind === 'code' || token.kind === 'quoted' || token.text.includes('_');
  if (!known && !(marked && isIdentifier(token.text))) return;
  yield { value: { text: token.text, marked: true }, next: at + 1 };
  if (/^(?:users|role)$/.test(tokens[at + 1]?.low ?? ''))
    yield { value: { text: token.text, marked: true }, next: at + 2 };
}

/** {extension}: an extension by its name or by what people call it */
export function* extension(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  const known = extensions[token?.low ?? ''];
  if (known) yield { value: known, next: at + 1 };
}

/** {duplicated}: `usernames` in `allow duplicate usernames` */
export function* duplicated(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly NameReading[]>> {
  for (const { value, next } of name(tokens, at, context)) {
    if (context.hasColumn(value.text)) yield { value: [value], next };
  }
}
