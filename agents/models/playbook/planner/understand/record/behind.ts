import { expressionFault } from '../../../../../../postgres/operations/syntax.ts';
import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import { columns } from '../../grammar/slots/columns.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { absorbRenames } from '../continuations/absorb.ts';
import type { Draft } from '../draft.ts';
import type { Topic } from '../topic.ts';

/* What stands behind a request in its sentence and is more of it: taken into the draft. */

/** The condition of a partial index: a code span, or plain SQL that compares something. */
export function conditionOf(tokens: readonly Token[]): string | undefined {
  const [only, ...more] = tokens;
  if (only?.kind === 'code' && more.length === 0) return only.text;
  const sql = textOf(tokens);
  const compares = /^"?\w+"?\s*(?:=|<|>|<=|>=|<>|!=|is(?: not)? (?:null|true|false)\b)/i.test(sql);
  return compares && expressionFault(sql) === null ? sql : undefined;
}

const calledSo = compilePattern(
  '[,] [and] (called|named|with [the] name|name it|call it) [:] {viewname:name}',
  words,
);

/** `…, called up_unique_idx` behind an index. */
export function nameBehind(tokens: readonly Token[], context: ReadingContext): string | undefined {
  const match = matchAt(calledSo, tokens, 0, slots, context);
  return match?.next === tokens.length ? (match.captures.name as NameReading).text : undefined;
}

const ofTable = compilePattern('(in|on|of) [<the>] [<table>] {known:table}', words);
const joints: ReadonlySet<string> = new Set([',', 'and', 'plus', '&', '+']);

/** `Drop the table tasks cascade`: as SQL has it. */
export function cascadeDropped({ rules }: Draft): boolean {
  const dropped = rules.slice(
    rules.findLastIndex(({ kind }) => !/^drop(?:Table|Column|View)$/.test(kind)) + 1,
  );
  for (const rule of dropped) Object.assign(rule, { cascade: true });
  return dropped.length > 0;
}

/** `… and `lng` to `longitude` in the table venues`: further renames, and the table of all of them; where they end. */
export function readRenames(behind: readonly Token[], draft: Draft, context: ReadingContext): number {
  const { rules } = draft;
  const first = rules.length - 1;
  const next = absorbRenames(behind, draft, context);
  const place = matchAt(ofTable, behind, next, slots, context);
  const table = place?.captures.table as TableReading | undefined;
  if (!place || !table) return next;
  for (const rule of rules.slice(first)) if (rule.kind === 'rename') rule.table ??= table;
  return place.next;
}

/** `… on orders, and a text `cancel_reason``: a column more for the same table. */
export function furtherColumns(
  topic: Extract<Topic, { kind: 'columns' }>,
  tokens: readonly Token[],
  draft: Draft,
  context: ReadingContext,
): { topic: Topic; next: number } | undefined {
  let at = 0;
  while (joints.has(tokens[at]?.low ?? '')) at += 1;
  if (at === 0) return undefined;
  const [found] = columns(tokens, at, context);
  const read = found?.value ?? [];
  const meant = read.every(({ name, explicit, group }) => name.marked && explicit && !group);
  const known = topic.drafts.map(({ name }) => nameKey(name.text));
  const isNew = read.every(({ name }) => name.table === undefined && !known.includes(nameKey(name.text)));
  if (!found || !meant || !isNew || context.names.knownTable(read[0]?.name.text ?? '')) return undefined;
  const said = read.every(
    ({ facts, name }) => Object.keys(facts.facts).length > 0 && !context.hasColumn(name.text),
  );
  if (!said) return undefined;
  const drafts = read.map(({ name, facts }) => draft.column(name, topic.table, facts, true));
  return { topic: { ...topic, drafts }, next: found.next };
}
