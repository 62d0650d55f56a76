import type { CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { type FormData, formAt, formTable } from '../grammar/form-table.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { columnMeant, field } from '../grammar/slots/fields.ts';
import { slots } from '../grammar/slots/slots.ts';
import { type TypeReading, type } from '../grammar/slots/types.ts';
import { displayName } from '../resolve/schema-names.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf, tokenize } from '../text/tokens.ts';
import type { ReaderState } from './reader-state.ts';
import { doubtful, isPolite } from './told/contexts.ts';
import { asReading } from './topic.ts';

/* `orders.total = real … All types should be numeric(24,8)`: one type, for the columns that the text tells of. */

const they =
  '(all|all of them|all of these|all these|all those|these|those|they|both|it|the type|the types|this|that|these two|those two|the two|these three)';
const forms = {
  toldType: [
    `[fix|solution] [:] [can we|could we|can you|could you] [please] [we] [<should>] (change|convert|migrate|switch|alter|move) [${they}] [of them] [columns|fields|types|values] (to|into) [be] [a|an|the] {type}`,
    `[${they}] [the|of] [the|these|those|such] [monetary|money|amount|timestamp|date] [columns|fields|types|values|amounts] <should> [all] (be|become|use|be stored as|be saved as|be changed to|be converted to) [of type] [a|an|the] {type}`,
    "[the|a|an] [special|proper|exact] [sql|sql's] {type} [type|types|column|columns|field|fields] <should> be used",
    '[please] [we] [<should>] use [a|an|the] {type} [type|types|columns|fields] instead',
  ],
} as const satisfies FormData<'toldType'>;
const table = formTable(forms);

interface Place {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
}

const families: readonly RegExp[] = [
  /^(?:real|double precision)$/,
  /^(?:text|character)/,
  /^(?:smallint|integer|bigint)$/,
  /^timestamp/,
  /^numeric/,
  /^json/,
];
/** Types that differ in size alone are of one family. */
const familyOf = (name: string): string => String(families.findIndex((one) => one.test(name)) + 1 || name);

/** `total of invoices` in front of a title says which column the text is about. */
function ofTitle(tokens: readonly Token[], context: ReadingContext): readonly Place[] {
  for (const { value } of field(tokens, 0, context)) {
    const [is] = value.tables;
    const column = is && columnMeant(is, value.text);
    if (value.table && is && column) return [{ table: is, column }];
  }
  return [];
}

/** The columns of a sentence with their tables: `orders.total`, and behind it `tax`. */
function placesIn(
  tokens: readonly Token[],
  mentioned: readonly CatalogTable[],
  { names }: ReadingContext,
): readonly Place[] {
  let owner = mentioned.length === 1 ? mentioned[0] : undefined;
  return tokens.flatMap(({ kind, text }) => {
    const parts = kind === 'punct' ? [] : text.split('.');
    const named = parts.length > 1 ? names.knownTable(parts.slice(0, -1).join('.')) : undefined;
    owner = named ?? owner;
    const is = parts.length > 1 ? named : kind === 'code' || text.includes('_') ? owner : undefined;
    const column = is?.columns.find(({ name }) => name === parts.at(-1));
    return is && column ? [{ table: is, column }] : [];
  });
}

function typesIn(tokens: readonly Token[], context: ReadingContext): readonly string[] {
  return tokens.flatMap((_, at) => [...type(tokens, at, context)].map(({ value }) => value.type));
}

interface Shown {
  readonly tokens: readonly Token[];
  readonly places: readonly Place[];
}

/** The columns of a definition that the text shows: `CREATE TABLE orders ( total REAL, … )`. */
function shownIn(body: string, { names }: ReadingContext): readonly Shown[] {
  return [...body.matchAll(/```[^\n]*\n\s*create table (?:if not exists )?[`"]?(\w+)([\s\S]*?)```/gi)].map(
    ([, owner = '', columns = '']) => {
      const is = names.knownTable(owner);
      const first = new Set(
        columns.split('\n').map((line) => /^\s*[`"]?(\w+)/.exec(line)?.[1]?.toLowerCase()),
      );
      const found = (is?.columns ?? []).filter(({ name }) => first.has(name.toLowerCase()));
      return {
        tokens: tokenize(columns),
        places: is ? found.map((column) => ({ table: is, column })) : [],
      };
    },
  );
}

/** Reads the type that a text orders for the columns it tells of, where it asks for nothing else. */
export function readToldType(
  { draft, mentioned, found, context }: ReaderState,
  sentences: readonly Sentence[],
  body: string,
): void {
  const [title] = sentences;
  if (draft.begun || title?.asks) return;
  const orders = sentences.flatMap((sentence) => {
    const { tokens, from, asks } = sentence;
    const read =
      from === 'title' || from === 'heading' || (asks && !isPolite(sentence))
        ? null
        : formAt(table, tokens, 0, slots, context);
    const rest = tokens[read?.next ?? 0];
    const whole =
      rest === undefined || rest.kind === 'punct' || /^(?:instead|so|because|to|or)$/.test(rest.low);
    return read && whole && !doubtful(tokens) ? [{ sentence, type: read.captures.type as TypeReading }] : [];
  });
  const [order, ...others] = orders;
  if (!order || others.length > 0) return;
  const rest = sentences.filter((one) => one !== order.sentence && one.from !== 'quote' && !one.asks);
  const told = rest.flatMap(({ tokens, from }) => [
    ...(from === 'title' ? ofTitle(tokens, context) : []),
    ...placesIn(tokens, mentioned, context),
  ]);
  const shown = shownIn(body, context);
  const wrong = new Set(
    [...rest.map(({ tokens }) => tokens), ...shown.map(({ tokens }) => tokens)]
      .flatMap((tokens) => typesIn(tokens, context))
      .filter((one) => one !== order.type.type)
      .map(familyOf),
  );
  const places = new Map(
    [...told, ...shown.flatMap(({ places }) => places)]
      .filter(({ column }) => column.type !== order.type.type && wrong.has(familyOf(column.type)))
      .map((place) => [`${displayName(place.table)}.${place.column.name}`, place]),
  );
  for (const { table, column } of places.values())
    draft.rules.push({
      kind: 'changeType',
      table: asReading(table),
      column: { text: column.name, marked: true, exact: true },
      type: order.type.type,
      notes: order.type.notes,
    });
  if (places.size === 0) return;
  draft.notes.push(`${[...places.keys()].join(', ')}: the text says which columns get the type`);
  const said = textOf(order.sentence.tokens);
  found.leave(found.unread.filter((one) => said.includes(one)));
}
