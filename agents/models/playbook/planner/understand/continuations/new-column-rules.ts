import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import { nameOf } from '../../grammar/slots/names.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { wordsOf } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, tokenize } from '../../text/tokens.ts';
import type { ColumnDraft, Draft } from '../draft.ts';
import type { ReaderState } from '../reader-state.ts';
import { namesColumn } from './subject.ts';
import { tableComparison } from './table-comparison.ts';

const ruling = new Phrases(
  phrases(
    "must | must not | mustn't | can't | can't be | shouldn't be | should not be | has to | have to | may only | can only | may not | must never | should never | cannot be | cannot | constraint | constraint : | check :",
  ),
);

/** `end must be after start`, of columns that the request makes: a rule that nobody read. */
export function rulesNewColumn({ draft, topic }: ReaderState, tokens: readonly Token[]): boolean {
  if (!ruling.in(tokens)) return false;
  const [first] = tokens;
  if (topic?.kind === 'columns' && /^(?:it|they|these|both)$/.test(first?.low ?? '')) return true;
  const made = [...draft.columns, ...draft.tables.flatMap(({ columns }) => columns)];
  const head = new Set(tokens.slice(0, nearHead).map(({ low }) => low));
  return made.some(
    ({ name }) => namesColumn(tokens, [name.text]) || wordsOf(name.text).some((word) => head.has(word)),
  );
}
const nearHead = 3;

/** `end must be after start`, one of which at least is new: a check over the row. */
export function comparesNew(
  tokens: readonly Token[],
  drafts: readonly ColumnDraft[],
  { name: table, schema, columns }: CatalogTable,
  draft: Draft,
): boolean {
  const checks: { check: string }[] = [];
  const there = columns.map(({ name }) => ({ name: nameOf(name, true), facts: noFacts }));
  const made = drafts.map(({ name, facts }) => ({ name, facts }));
  const [only, ...others] = drafts;
  const named = only && others.length === 0 ? tokenize(only.name.text) : [];
  const said = tokens[0]?.low === 'it' && named.length > 0 ? [...named, ...tokens.slice(1)] : tokens;
  if (tableComparison(said, { columns: [...made, ...there], checks }) !== 'read') return false;
  for (const { check } of checks)
    draft.rules.push({ kind: 'operation', operation: { op: 'add_check', table, schema, check } });
  return true;
}
