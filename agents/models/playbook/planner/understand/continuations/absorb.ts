import { followFacts, join, scanFacts } from '../../attributes/read.ts';
import type { Literal } from '../../attributes/spec.ts';
import { formAt, formTable } from '../../grammar/form-table.ts';
import { jsonForms, renameForms, sourceForms } from '../../grammar/forms/continuations.ts';
import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import { type ColumnReading, columns } from '../../grammar/slots/columns.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft, JsonDraft, SplitDraft, TableDraft } from '../draft.ts';
import { plainIndex } from '../indexes/plain.ts';
import { definitionList, fieldLine } from '../lines/field-line.ts';
import type { Left, Topic } from '../topic.ts';
import { absorbWhere } from './absorb-where.ts';
import { tableIndex, tableKeys } from './table-keys.ts';

const jsonTable = formTable(jsonForms);
const sources = formTable(sourceForms);
const renames = formTable(renameForms);
const columnsFollow = compilePattern(
  '[,] [and] [it|the table|this table|that table] (<with>|with|should have|has|contains|stores|should store|should contain|to store|needs|will have|must have|will contain|consists of|:) [at least] <the> [following] [<column>] [:] {columns}',
  words,
);

const columnsForWhich = compilePattern('for <the> [following] [<column>] [:] {columns}', words);

/** Reads what a stretch of text says about a new table: its columns, in brackets, after `with`, after a colon. */
function absorbTable(
  tokens: readonly Token[],
  table: TableDraft,
  draft: Draft,
  context: ReadingContext,
): Left {
  if (tokens[0]?.text === '(') {
    const close = closing(tokens);
    const behind = close === -1 ? [] : tokens.slice(close + 1);
    // `(id int) INHERITS (tasks)`: more about the table, in a way that nobody knows.
    if (!keyJoints.has(behind[0]?.low ?? '') && behind.some(({ text }) => text === '(')) return undefined;
    const parts = definitionList(tokens.slice(1, close === -1 ? undefined : close));
    const keys = parts.flatMap((part) => primaryKeyOf(part, context) ?? []);
    const columnsOnly = parts.filter((part) => primaryKeyOf(part, context) === undefined);
    if (columnsOnly.some((part) => tableConstraints.has(part[0]?.low ?? ''))) return undefined;
    const lines = columnsOnly.map((part) => fieldLine(part, context));
    if (lines.every((line) => line !== undefined) && lines.length > 0) {
      for (const line of lines) if (line) draft.tableColumn(table, line.name, line.facts);
      if (keys.length > 0) table.primaryKey = keys;
      const inside = lines.flatMap((line) => line?.facts.left ?? []);
      return [...inside, withoutKeys(behind, table, draft, context)];
    }
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const match =
      matchAt(columnsFollow, tokens, at, slots, context) ??
      (at === 0 ? matchAt(columnsForWhich, tokens, at, slots, context) : null);
    if (!match) continue;
    const columns = match.captures.columns as readonly ColumnReading[];
    if (!plausible(columns)) continue;
    for (const column of columns) draft.tableColumn(table, column.name, column.facts);
    const rest = withoutKeys(tokens.slice(match.next), table, draft, context);
    return [tokens.slice(0, at), ...columns.flatMap(({ facts }) => facts.left), rest];
  }
  return undefined;
}

/** The bracket that closes the first one, and not one behind it. */
export function closing(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth === 0;
  });
}

const keyJoints: ReadonlySet<string> = new Set([',', 'and', 'with', 'plus', '.']);

/** `…, and primary key (a, b), with an index on b` behind the columns: what is left of it. */
function withoutKeys(
  rest: readonly Token[],
  table: TableDraft,
  draft: Draft,
  context: ReadingContext,
): readonly Token[] {
  const start = rest.findIndex(({ low }) => !keyJoints.has(low));
  if (start < 1) return rest;
  for (let end = rest.length; end > start; end -= 1) {
    const behind = rest.slice(end);
    if (behind.length > 0 && !keyJoints.has(behind[0]?.low ?? '')) continue;
    const part = rest.slice(start, end);
    const index = tableIndex(part, table, context);
    if (index) draft.rules.push(plainIndex(table.name, [...index]));
    if (index || tableKeys(part, table, context)) return withoutKeys(behind, table, draft, context);
  }
  return rest;
}

/** `CONSTRAINT …`, `UNIQUE (a, b)`: lines of CREATE TABLE that are no column. */
const tableConstraints: ReadonlySet<string> = new Set([
  'constraint',
  'unique',
  'foreign',
  'check',
  'exclude',
  'like',
  'primary',
]);
const primaryKey = compilePattern('primary key <open> {names} <close>', words);

function primaryKeyOf(part: readonly Token[], context: ReadingContext): readonly string[] | undefined {
  const match = matchAt(primaryKey, part, 0, slots, context);
  return match ? (match.captures.names as readonly NameReading[]).map(({ text }) => text) : undefined;
}

const policyWords = new Set(['rls', 'row', 'policy', 'policies', 'owner']);

/** `label, nine content fields, status`: several columns that nobody named. At the end the noun is that of all. */
export const isGroupAmong = (columns: readonly ColumnReading[]): boolean =>
  columns.slice(0, -1).some(({ group }) => group);

/** One bare word after `with` is as likely no column: `with care`. */
const plausible = (columns: readonly ColumnReading[]): boolean =>
  !isGroupAmong(columns) &&
  !columns.some(
    ({ name, facts }) =>
      facts.facts.type === undefined &&
      facts.facts.references === undefined &&
      policyWords.has(name.text.toLowerCase().split(' ')[0] ?? ''),
  ) &&
  (columns.length > 1 || columns.some(({ explicit, name }) => explicit || name.marked));

/** Moves and values of a json document. */
function absorbJson(tokens: readonly Token[], json: JsonDraft, context: ReadingContext): Left {
  let found = false;
  const left: Token[][] = [[]];
  for (let at = 0; at < tokens.length; ) {
    const match = formAt(jsonTable, tokens, at, slots, context);
    if (!match) {
      const token = tokens[at];
      if (token?.kind === 'code' && token.inner.length > 2 && absorbJson(token.inner, json, context))
        found = true;
      else if (token) left.at(-1)?.push(token);
      at += 1;
      continue;
    }
    const { from, to, parent, path, value } = match.captures as Record<string, string> & { value?: Literal };
    if (match.kind === 'nest' && from && parent) {
      json.moves.push({ from, to: `${parent}.${from.split('.').at(-1)}` });
    } else if (match.kind === 'move' && from && to) json.moves.push({ from, to });
    else if (match.kind === 'remove' && path) json.remove.push(path);
    else if (match.kind === 'set' && value)
      json.set.push({ path: path ?? 'version', value: jsonValue(value) });
    found = true;
    left.push([]);
    at = match.next;
  }
  return found ? left : undefined;
}

function jsonValue({ kind, text }: Literal): string {
  if (kind === 'number' || kind === 'boolean' || kind === 'null') return text;
  if (kind === 'empty-object' || kind === 'empty-array') return text;
  return JSON.stringify(text);
}

/** A line of a split: a column of the new table and where it comes from. */
export function absorbSplit(tokens: readonly Token[], split: SplitDraft, context: ReadingContext): Left {
  const line = fieldLine(tokens, context);
  if (!line) return undefined;
  let from: NameReading | undefined;
  let left: readonly (readonly Token[])[] = line.facts.left;
  for (let at = 1; at < tokens.length && !from; at += 1) {
    const match = formAt(sources, tokens, at, slots, context);
    if (!match) continue;
    from = match.captures.from as NameReading;
    left = [tokens.slice(match.next)];
  }
  split.fields.push({ name: line.name, from, facts: line.facts });
  return left;
}

/** `… and `last_name` to `family_name``: the end of the further renames, 0 for none. */
export function absorbRenames(tokens: readonly Token[], draft: Draft, context: ReadingContext): number {
  let next = 0;
  for (
    let match = formAt(renames, tokens, 0, slots, context);
    match;
    match = formAt(renames, tokens, next, slots, context)
  ) {
    const { from, to, table } = match.captures as {
      from: NameReading;
      to: NameReading;
      table?: TableReading;
    };
    draft.rules.push({ kind: 'rename', table, from, to });
    next = match.next;
  }
  return next;
}

/**
 * What follows a request in its own sentence, or goes on about it in a later one: the runs of words it leaves
 * open, or undefined where nothing was understood.
 */
export function absorb(topic: Topic, tokens: readonly Token[], draft: Draft, context: ReadingContext): Left {
  switch (topic.kind) {
    case 'table':
      return absorbTable(tokens, topic.draft, draft, context);
    case 'json':
      return absorbJson(tokens, topic.draft, context);
    case 'spoken':
    case 'rows':
      return undefined;
    case 'split':
      return absorbSplit(tokens, topic.draft, context);
    case 'columns': {
      const reading = scanFacts(tokens, context);
      if (Object.keys(reading.facts).length === 0) return undefined;
      for (const column of topic.drafts) column.facts = join(column.facts, reading);
      return reading.left;
    }
    case 'existing': {
      const where = absorbWhere(tokens, draft, context);
      if (where) return where;
      const reading = followFacts(tokens, 0, context);
      const { default: value, noDefault, onDelete } = reading.facts;
      const left = [tokens.slice(reading.next)];
      const key = draft.rules.at(-1);
      if (onDelete && key?.kind === 'foreignKey' && key.column === topic.column) {
        draft.rules.splice(-1, 1, { ...key, facts: join(key.facts, reading) });
        return left;
      }
      if (noDefault) return left;
      if (!value) return undefined;
      draft.rules.push({ kind: 'setDefault', table: topic.table, column: topic.column, value });
      return left;
    }
    case 'moreColumns': {
      const start = tokens[0]?.text === ':' ? 1 : 0;
      const [found] = columns(tokens, start, context);
      if (start === 0 || !found) return undefined;
      for (const { name, facts } of found.value) draft.column(name, topic.table, facts, true);
      return [...found.value.flatMap(({ facts }) => facts.left), tokens.slice(found.next)];
    }
  }
}
