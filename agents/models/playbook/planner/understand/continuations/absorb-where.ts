import type { Literal } from '../../attributes/spec.ts';
import { type FormMatch, formAt, formTable } from '../../grammar/form-table.ts';
import { whereForms } from '../../grammar/forms/continuations.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import type { Token } from '../../text/tokens.ts';
import type { ColumnCondition, Draft, FillDraft } from '../draft.ts';
import { asReading, type Left } from '../topic.ts';

const wheres = formTable(whereForms);
/** Behind one condition, the beginning of another. */
const joins: ReadonlySet<string> = new Set(
  'and or but unless except und oder aber y o pero et ou mais e'.split(' '),
);

/** Which rows the last backfill is for. Two conditions are none that is understood. */
export function absorbWhere(tokens: readonly Token[], draft: Draft, context: ReadingContext): Left {
  const fill = draft.fills.at(-1);
  if (!fill || fill.where) return undefined;
  const goesOn = (at: number): boolean =>
    joins.has(tokens[at]?.low ?? '') || (tokens[at]?.text === ',' && joins.has(tokens[at + 1]?.low ?? ''));
  const around = (from: number, to: number): Left =>
    goesOn(to)
      ? undefined
      : [withoutRows(tokens.slice(0, from), context), withoutTable(tokens.slice(to), fill, context)];
  for (let at = 0; at < tokens.length; at += 1) {
    const match = formAt(wheres, tokens, at, slots, context);
    const said = match && conditionOf(match, fill, context);
    if (said) {
      const left = around(at, match.next);
      if (left) fill.where = said;
      return left;
    }
    const token = tokens[at];
    const next = tokens[at + 1];
    if (token?.low === 'where' && next?.kind === 'code') {
      const left = around(at, at + 2);
      if (left) fill.where = next.text;
      return left;
    }
    const sql = token?.kind === 'code' ? /^where\s+(.+)$/i.exec(token.text) : null;
    if (sql?.[1]) {
      fill.where = sql[1];
      return around(at, at + 1);
    }
  }
  return undefined;
}

const rowWords: ReadonlySet<string> = new Set(
  'only for all the those rows ones records entries any , in of on'.split(' '),
);

/** `for all tasks` in front of a condition says nothing more. */
const withoutRows = (tokens: readonly Token[], { names }: ReadingContext): readonly Token[] =>
  tokens.every(({ low, text }) => rowWords.has(low) || names.knownTable(text) !== undefined) ? [] : tokens;

/** `… where it is null in profiles`: of which table they are. */
function withoutTable(
  tokens: readonly Token[],
  fill: FillDraft,
  { names }: ReadingContext,
): readonly Token[] {
  const [lead, ...said] = tokens;
  const [word, ...others] = said.filter(({ low }) => !/^(?:the|our|table)$/.test(low));
  const table = word && names.knownTable(word.text);
  const placed = lead !== undefined && /^(?:in|of|on)$/.test(lead.low) && table && others.length === 0;
  if (!placed || (fill.table && fill.table.table !== table)) return tokens;
  fill.table = asReading(table);
  return [];
}

function conditionOf(
  { kind, captures }: FormMatch<keyof typeof whereForms>,
  fill: FillDraft,
  context: ReadingContext,
): FillDraft['where'] {
  if (kind === 'nulls') return 'nulls';
  const { name: column, value } = captures as { name: NameReading; value?: Literal };
  if (!column.marked && !context.hasColumn(column.text) && column.text !== fill.column?.text)
    return undefined;
  const condition: ColumnCondition = {
    column,
    is: kind === 'lacks' || kind === 'has' ? 'null' : (value ?? 'null'),
    not: kind === 'has' || kind === 'differs',
  };
  return condition;
}
