import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { doubtful } from '../told/contexts.ts';

/* `Columns that must be NOT NULL` above a list of columns: what the head says is ordered for each line. */

type Order = (column: string) => string;
const index: Order = (column) => `add an index on ${column}`;
const required: Order = (column) => `make ${column} not null`;
const removed: Order = (column) => `drop column ${column}`;

const heads: readonly (readonly [RegExp, Order])[] = [
  [
    /\b(?:missing|lacking|add(?:ing)?(?: the)?(?: missing)?|need(?:ed|s)?)\b[^.]*\b(?:indexes|indices)\b|\b(?:indexes|indices) (?:are )?missing\b|\badd(?:s|ing)? [`@]{0,3}@@index\b|\b(?:columns|fields|fks|keys)\b[^.]*\b(?:without|that (?:lack|need|should have)|need|lack)\b[^.]*\bind(?:ex|exes|ices)\b/i,
    index,
  ],
  [
    /\b(?:must|should|need to|have to|ought to) be (?:made )?(?:not[- ]null|non-null(?:able)?|required)\b|\b(?:missing|add(?:ing)?(?: the)?(?: missing)?) not[- ]null\b/i,
    required,
  ],
  [
    /^(?:(?:columns?|fields?) )?(?:to (?:be )?)?(?:remove|drop|delete)(?:d|ped)?(?: (?:the |these |following |unused |obsolete |legacy )*(?:columns?|fields?))?\s*:?$|\b(?:columns?|fields?) (?:should|must|can|shall|are to) (?:now |safely )?be (?:removed|dropped|deleted)\b/i,
    removed,
  ],
];
/** Of a question, or of what is only looked into, nothing follows. */
const open = /\b(?:might|may|could|candidates?|maybe|check|verify|audit|review|existing|already|done)\b|\?/i;

/** What an item takes out of what its head orders. */
const exempts =
  /\b(?:unless|skip|leave|keep|already|except|optional|intentional\w*|on purpose|decide|tbd|maybe|not (?:needed|required|necessary))\b|\?/i;

/** `tasks.status`, and no `tasks.ts`. */
const path = /^(\w+)\.(?!(?:[jt]sx?|py|rb|go|java|php|sql|ya?ml|json|md)$)(\w+)$/;

/** `orders: user_id, status`: columns of the table in front. */
function listed(tokens: readonly Token[], { names }: ReadingContext): readonly string[] {
  const [owner, colon, ...rest] = tokens;
  const table = colon?.text === ':' ? names.knownTable(owner?.text ?? '') : undefined;
  const said = rest.filter(({ text, low }) => text !== ',' && low !== 'and');
  const columns = said.map(({ text }) => table && columnOf(table, text));
  return table && columns.every((one) => one?.how === 'exact' || one?.how === 'spelling')
    ? columns.flatMap((one) => (one && 'is' in one ? [`\`${table.name}.${one.is.name}\``] : []))
    : [];
}

/** The one column that an item names, `agents.createdAt (line 136)`, or those of a table. */
function columnsIn({ tokens }: Sentence, context: ReadingContext): readonly string[] {
  const { names } = context;
  if (exempts.test(textOf(tokens))) return [];
  const found = tokens.flatMap(({ text }) => {
    const [, owner = '', name = ''] = path.exec(text) ?? [];
    const table = names.knownTable(owner);
    const column = table && columnOf(table, name);
    const known = column?.how === 'exact' || column?.how === 'spelling';
    // A column that is not there is asked about.
    return table ? [`\`${table.name}.${known ? column.is.name : name}\``] : [];
  });
  const unique = [...new Set(found)];
  return unique.length === 1 ? unique : unique.length === 0 ? listed(tokens, context) : [];
}

export function withHeadedColumns(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  let order: Order | undefined;
  /** A line between the head and its list tells of it; one behind the list ends it. */
  let ordered = false;
  let block = -1;
  return sentences.flatMap((sentence, at) => {
    const { tokens, from, checked } = sentence;
    const text = textOf(tokens);
    const item = from === 'item' && checked !== true;
    if (from === 'heading' || (from === 'paragraph' && text.endsWith(':'))) {
      const [, found] = heads.find(([head]) => head.test(text)) ?? [];
      order = open.test(text) || doubtful(tokens) || sentence.asks ? undefined : found;
      ordered = false;
      const next = sentences[at + 1];
      const leads = next?.from === 'item' && columnsIn(next, context).length > 0;
      return order && leads ? [] : [sentence];
    }
    if (!item && ordered) order = undefined;
    const columns = item && order && sentence.block !== block ? columnsIn(sentence, context) : [];
    if (columns.length === 0 || !order) return [sentence];
    ordered = true;
    block = sentence.block;
    const given = order;
    return columns.map((column) => ({
      ...sentence,
      from: 'paragraph' as const,
      ordered: true as const,
      tokens: tokenize(given(column)),
    }));
  });
}
