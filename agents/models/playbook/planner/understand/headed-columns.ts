import type { ReadingContext } from '../grammar/slots/context.ts';
import { columnOf } from '../resolve/schema-names.ts';
import type { Sentence } from '../text/sentences.ts';
import { textOf, tokenize } from '../text/tokens.ts';
import { doubtful } from './contexts.ts';

/* `Columns that must be NOT NULL` above a list of columns: what the head says is ordered for each line. */

type Order = (column: string) => string;
const index: Order = (column) => `add an index on ${column}`;
const required: Order = (column) => `make ${column} not null`;

const heads: readonly (readonly [RegExp, Order])[] = [
  [
    /\b(?:missing|lacking|add(?:ing)?(?: the)?(?: missing)?|need(?:ed|s)?)\b[^.]*\b(?:indexes|indices)\b|\b(?:indexes|indices) (?:are )?missing\b|\b(?:columns|fields|fks|keys)\b[^.]*\b(?:without|that (?:lack|need|should have)|need|lack)\b[^.]*\bind(?:ex|exes|ices)\b/i,
    index,
  ],
  [
    /\b(?:must|should|need to|have to|ought to) be (?:made )?(?:not[- ]null|non-null(?:able)?|required)\b|\b(?:missing|add(?:ing)?(?: the)?(?: missing)?) not[- ]null\b/i,
    required,
  ],
];
/** Of a question, or of what is only looked into, nothing follows. */
const open = /\b(?:might|may|could|candidates?|maybe|check|verify|audit|review|existing|already|done)\b|\?/i;

/** What an item takes out of what its head orders. */
const exempts =
  /\b(?:unless|skip|leave|keep|already|except|optional|intentional\w*|on purpose|decide|tbd|maybe|not (?:needed|required|necessary))\b|\?/i;

/** `tasks.status`, and no `tasks.ts`. */
const path = /^(\w+)\.(?!(?:[jt]sx?|py|rb|go|java|php|sql|ya?ml|json|md)$)(\w+)$/;

/** The one column that an item names: `agents.createdAt (line 136)`. */
function columnIn({ tokens }: Sentence, { names }: ReadingContext): string | undefined {
  if (exempts.test(textOf(tokens))) return undefined;
  const found = tokens.flatMap(({ text }) => {
    const [, owner = '', name = ''] = path.exec(text) ?? [];
    const table = names.knownTable(owner);
    const column = table && columnOf(table, name);
    const known = column?.how === 'exact' || column?.how === 'spelling';
    // A column that is not there is asked about.
    return table ? [`\`${table.name}.${known ? column.is.name : name}\``] : [];
  });
  const [only, ...others] = new Set(found);
  return others.length === 0 ? only : undefined;
}

export function withHeadedColumns(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  let order: Order | undefined;
  /** A line between the head and its list tells of it. */
  let listed = false;
  let block = -1;
  return sentences.flatMap((sentence, at) => {
    const { tokens, from, checked } = sentence;
    const text = textOf(tokens);
    const item = from === 'item' && checked !== true;
    if (from === 'heading' || (from === 'paragraph' && text.endsWith(':'))) {
      const [, found] = heads.find(([head]) => head.test(text)) ?? [];
      order = open.test(text) || doubtful(tokens) || sentence.asks ? undefined : found;
      listed = false;
      const next = sentences[at + 1];
      const leads = next?.from === 'item' && columnIn(next, context) !== undefined;
      return order && leads ? [] : [sentence];
    }
    if (!item && listed) order = undefined;
    const column = item && order && sentence.block !== block ? columnIn(sentence, context) : undefined;
    // What else an item says of its column.
    if (item && listed && order && sentence.block === block) return [];
    if (!column || !order) return [sentence];
    listed = true;
    block = sentence.block;
    return [
      { ...sentence, from: 'paragraph' as const, ordered: true as const, tokens: tokenize(order(column)) },
    ];
  });
}
