import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { typeWords } from '../../lexicon/types.ts';
import { articles, words } from '../../lexicon/words.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading } from '../match.ts';
import { beginsClause } from './clause.ts';
import type { ReadingContext } from './context.ts';
import { listOf } from './lists.ts';
import { isIdentifier, type NameReading, name, type TableReading, table } from './names.ts';

const separators = new Set([',', 'and', '&', '+', 'or']);
const nouns: ReadonlySet<string> = new Set(words.column);

export function gap(tokens: readonly Token[], at: number, context: ReadingContext): number {
  let next = at;
  while (separators.has(tokens[next]?.low ?? '')) next += 1;
  if (next > at) while (articles.has(tokens[next]?.low ?? '')) next += 1;
  return beginsClause(tokens, next, context) ? at : next;
}

/** {names}: one or more names */
export const names = listOf<ReadingContext, NameReading>(name, gap);

/** {dotted}: one or more `table.column` */
export function* dotted(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<readonly NameReading[]>> {
  for (const found of names(tokens, at, context))
    if (found.value.every((one) => one.table !== undefined)) yield found;
}

/** {onedotted}: one `table.column` */
export function* onedotted(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<NameReading>> {
  for (const found of name(tokens, at, context)) if (found.value.table !== undefined) yield found;
}

/** {tables}, {knowns}: one or more tables; the second only where the schema has them all */
export const tables = listOf<ReadingContext, TableReading>(table, gap);
export function* knowns(tokens: readonly Token[], at: number, context: ReadingContext) {
  for (const found of tables(tokens, at, context)) if (found.value.every((one) => one.table)) yield found;
}

/** {newtable}: the name that a table shall get */
export function* newtable(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  let start = at;
  while (tokens[start]?.kind === 'word' && articles.has(tokens[start]?.low ?? '')) start += 1;
  for (const { value, next } of name(tokens, start, context)) {
    const noun = tokens[next]?.low === 'table';
    // `migrate id in tasks to bigint`
    if (!value.marked && !noun && typeWords[value.text.toLowerCase()] !== undefined) continue;
    // `a notifications database table`
    const text =
      noun && !value.marked ? value.text.replace(/ (?:database|db|sql|postgres)$/i, '') : value.text;
    const reading = {
      text: value.table ? `${value.table}.${text}` : text,
      marked: value.marked || noun,
    };
    yield { value: reading, next };
    if (noun) yield { value: reading, next: next + 1 };
  }
}

/** {markedname}: a name in a code span or with an underscore */
export function* markedname(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  for (const found of newtable(tokens, at, context)) if (found.value.marked) yield found;
}

const attributes: ReadonlySet<string> = new Set(
  'nullable optional required mandatory unique unsigned'.split(' '),
);
/** Behind the bracket stands a table of the schema. */
function isPlaced(tokens: readonly Token[], open: number, { names }: ReadingContext): boolean {
  const close = tokens.findIndex(({ text }, at) => at > open && text === ')');
  const at = /^(?:to|on|in|for)$/.test(tokens[close + 1]?.low ?? '') ? close + 2 : -1;
  const table = at === -1 ? undefined : tokens[at]?.low === 'the' ? tokens[at + 1] : tokens[at];
  return table !== undefined && names.knownTable(table.text) !== undefined;
}

/** {ddltable}: `name (column type, …)` */
export function* ddltable(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  for (const found of newtable(tokens, at, context)) {
    if (tokens[found.next]?.text !== '(') continue;
    const [first, second] = tokens.slice(found.next + 1);
    const typed = typeWords[first?.low ?? ''] === undefined && typeWords[second?.low ?? ''] !== undefined;
    // `timezone (nullable string) to users`: what a column is like, and where it goes.
    const described = attributes.has(first?.low ?? '') || isPlaced(tokens, found.next, context);
    if (typed && !described) yield { value: { ...found.value, marked: true }, next: found.next };
  }
}

const having: ReadonlySet<string> = new Set('with having containing including'.split(' '));
const betweenWithAndColumns = 3;

/** `(task_id, minutes)` behind `create`: a column has no names in its brackets. */
function namesColumns(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex(({ text }, index) => index > at && text === ')');
  const inside = tokens.slice(at + 1, end === -1 ? at : end);
  return (
    tokens[at]?.text === '(' &&
    inside.length > 2 &&
    inside.every(({ text, low }, index) =>
      index % 2 === 1 ? text === ',' : isIdentifier(text) && typeWords[low] === undefined,
    ) &&
    inside.some(({ text }) => /_/.test(text))
  );
}

/** {columnedtable}: `task_assignees` in front of `with columns …`, `(a_id, b_id)` or `: `id` (…)`: only a table has them */
export function* columnedtable(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<TableReading>> {
  for (const found of markedname(tokens, at, context)) {
    if (tokens[found.next]?.text === ':') {
      const [name, open] = tokens.slice(found.next + 1);
      if (name?.kind === 'code' && open?.text === '(') yield found;
      continue;
    }
    if (/^creat/.test(tokens[at - 1]?.low ?? '') && namesColumns(tokens, found.next)) yield found;
    if (!having.has(tokens[found.next]?.low ?? '')) continue;
    const behind = tokens.slice(found.next + 1, found.next + 1 + betweenWithAndColumns);
    const noun = behind.findIndex(({ low }) => low === 'columns' || low === 'fields');
    const light = behind.slice(0, noun).every(({ low }) => articles.has(low) || low === 'following');
    if (noun !== -1 && light) yield found;
  }
}

export interface JsonPlace {
  readonly table: CatalogTable;
  readonly column: string;
}

function jsonColumn(owner: CatalogTable, column: string): JsonPlace | undefined {
  const found = columnOf(owner, column);
  if (found.how !== 'exact' && found.how !== 'spelling') return undefined;
  return /^jsonb?$/.test(found.is.type) ? { table: owner, column: found.is.name } : undefined;
}

const ofWords = new Set([...words.from]);

/** {jsonplace}: a json column of the schema: `tasks.content`, `content` of tasks, tasks content */
export function* jsonplace(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<JsonPlace>> {
  let start = at;
  while (
    tokens[start]?.kind === 'word' &&
    (articles.has(tokens[start]?.low ?? '') || nouns.has(tokens[start]?.low ?? ''))
  )
    start += 1;
  const afterNoun = (next: number) => (nouns.has(tokens[next]?.low ?? '') ? next + 1 : next);
  for (const found of name(tokens, start, context)) {
    const owner = found.value.table ? context.names.knownTable(found.value.table) : undefined;
    const whole = owner && jsonColumn(owner, found.value.text);
    if (whole) yield { value: whole, next: afterNoun(found.next) };
    const next = afterNoun(found.next);
    if (ofWords.has(tokens[next]?.low as never)) {
      for (const where of table(tokens, next + 1, context)) {
        const place = where.value.table && jsonColumn(where.value.table, found.value.text);
        if (place) yield { value: place, next: where.next };
      }
    }
  }
  for (const where of table(tokens, start, context)) {
    if (!where.value.table) continue;
    for (const found of name(tokens, where.next, context)) {
      const place = jsonColumn(where.value.table, found.value.text);
      if (place) yield { value: place, next: afterNoun(found.next) };
    }
  }
  for (const found of name(tokens, start, context)) {
    const places = context.names.tables.flatMap((owner) => jsonColumn(owner, found.value.text) ?? []);
    const [only] = places;
    if (only && places.length === 1) yield { value: only, next: afterNoun(found.next) };
  }
}

const path = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/** {markedkey}: a path of keys in a code span or quotation marks; {key} takes a bare word too */
export function* markedkey(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  if ((token?.kind === 'code' || token?.kind === 'quoted') && path.test(token.text)) {
    yield { value: token.text, next: at + 1 };
  }
}
export function* key(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  yield* markedkey(tokens, at);
  const token = tokens[at];
  if (
    token?.kind === 'word' &&
    path.test(token.text) &&
    !separators.has(token.low) &&
    !articles.has(token.low)
  ) {
    yield { value: token.text, next: at + 1 };
  }
}

const version = /(?:^|[^\d])(\d{14})(?:_[\w-]*)?(?:\.sql)?(?:$|[^\d\w])/;

/** The version in a migration's file name, 14 digits. */
export const versionIn = (text: string): string | undefined => version.exec(text)?.[1];

/** {file}: `20261109084500_add_task_archive.sql`, with or without folders, name and ending */
export function* file(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const found = versionIn(tokens[at]?.text ?? '');
  if (found) yield { value: found, next: at + 1 };
}

export interface EnumReading {
  readonly schema: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** `TaskStatus`, as code writes the enum task_status. */
function enumOfCode(text: string, { catalog }: ReadingContext): EnumReading | undefined {
  const [only, ...others] = catalog.enums.filter((one) => nameKey(one.name) === nameKey(text));
  return others.length === 0 ? only : undefined;
}

/** {enum}: an enum of the schema by any spelling, or the column that has its type */
export function* enumType(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<EnumReading>> {
  let start = at;
  while (articles.has(tokens[start]?.low ?? '')) start += 1;
  const token = tokens[start];
  if (!token) return;
  for (const length of token.kind === 'word' ? [3, 2, 1] : [1]) {
    const text = tokens
      .slice(start, start + length)
      .map((part) => part.text)
      .join('_');
    if (!isIdentifier(text)) continue;
    const qualified =
      context.enums.get(text.split('.').at(-1)?.toLowerCase().replace(/s$/, '') ?? '') ??
      context.enums.get(text);
    const [schema, called] = qualified?.split('.') ?? [];
    const found =
      context.catalog.enums.find((one) => one.schema === schema && one.name === called) ??
      (/[a-z][A-Z]/.test(text) ? enumOfCode(text, context) : undefined);
    if (found) yield { value: found, next: start + length };
  }
  for (const found of name(tokens, start, context)) {
    const owner = found.value.table ? context.names.knownTable(found.value.table) : undefined;
    const column = owner?.columns.find((one) => one.name === found.value.text);
    const is = context.catalog.enums.find(
      (one) => column?.type === `${one.schema}.${one.name}` || column?.type === one.name,
    );
    if (is) yield { value: is, next: found.next };
  }
}

const columnWords: ReadonlySet<string> = new Set(['enum', 'type', ...words.column]);

/** {enumcolumn}: `the status enum of the tasks table`, the enum that a column has as its type */
export function* enumcolumn(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<EnumReading>> {
  for (const { value: column, next } of name(tokens, at, context)) {
    let behind = next;
    while (columnWords.has(tokens[behind]?.low ?? '')) behind += 1;
    if (!ofWords.has(tokens[behind]?.low as never)) continue;
    for (const { value: owner, next: end } of table(tokens, behind + 1, context)) {
      const found = owner.table && columnOf(owner.table, column.text);
      const type = found?.how === 'exact' || found?.how === 'spelling' ? found.is.type : undefined;
      const is = context.catalog.enums.find(
        (one) => type === `${one.schema}.${one.name}` || type === one.name,
      );
      if (is) yield { value: is, next: end };
    }
  }
}

/** {enumvalue}: a label; marked or one bare word */
export function* enumvalue(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  const token = tokens[at];
  if (token?.kind === 'code' || token?.kind === 'quoted')
    yield { value: token.text.replace(/^'|'$/g, ''), next: at + 1 };
  else if (token?.kind === 'word' && !articles.has(token.low)) yield { value: token.text, next: at + 1 };
}

/** {markedvalue}: a label in marks */
export function* markedvalue(tokens: readonly Token[], at: number): Iterable<Reading<string>> {
  if (tokens[at]?.kind !== 'word') yield* enumvalue(tokens, at);
}

/** {uniqueword} */
export function* uniqueword(tokens: readonly Token[], at: number): Iterable<Reading<true>> {
  if (tokens[at]?.low === 'unique') yield { value: true, next: at + 1 };
}

const methods = ['btree', 'hash', 'gin', 'gist', 'brin', 'spgist'] as const;
export type IndexMethod = (typeof methods)[number];

/** {method}: how an index is built */
export function* method(tokens: readonly Token[], at: number): Iterable<Reading<IndexMethod>> {
  const low = tokens[at]?.low.replace('-', '');
  const found = methods.find((one) => one === low);
  if (found) yield { value: found, next: at + 1 };
}
