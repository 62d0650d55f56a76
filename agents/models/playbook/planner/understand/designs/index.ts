import type { ReadingContext } from '../../grammar/slots/context.ts';
import { tableNameOf } from '../../resolve/convention.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { fieldLine } from '../lines/field-line.ts';
import { tableInWords } from '../sql/table-in-words.ts';
import { columnParts } from './columns.ts';
import { isOfClient } from './of-client.ts';
import { tableOrder } from './order.ts';
import { boxesBelow, type Design, fewest, isSettled, leadsLines, linesOfFields } from './settled.ts';
import { type Columns, tailOf } from './tail.ts';
import { bareList, belonging, columnsFor, headsColumns, labelled, leadsColumns } from './told-columns.ts';

/*
 * Tickets order a table in many words, `Define and implement the badges table schema in db/schema.sql with fields such as …`:
 * the order in the words that the grammar knows, and a line for each column.
 */

function designIn(tokens: readonly Token[], context: ReadingContext, titled: boolean): Design | undefined {
  const order = tableOrder(tokens);
  if (!order || context.names.knownTable(order.name)) return undefined;
  const wanted =
    !order.ordered && !titled && /^(?:should|must|shall|needs)$/.test(tokens[order.next]?.low ?? '');
  if (!order.ordered && !titled && !wanted) return undefined;
  const tail = tailOf(tokens.slice(order.next + (wanted ? 1 : 0)), context);
  const told = tail && (!wanted || (order.called && areWritten(tail.columns, context)));
  return told ? { order, tail } : undefined;
}

/** `The badges table should have task_id, label and kind`: one of them is written as only columns are. */
const areWritten = (columns: Columns, context: ReadingContext): boolean =>
  columns.length > 1 &&
  columns.some(
    (part) =>
      part.some(({ text, kind }) => kind === 'code' || /\w_\w/.test(text)) ||
      fieldLine(part, context)?.facts.facts.type !== undefined,
  );

/** `Registration - DB: Create badges table`: what a title says behind the last of its labels. */
const lastPart = (tokens: readonly Token[]): readonly Token[] => {
  const at = tokens.findLastIndex(
    ({ text, spaced }, index) =>
      (text === ':' || text === '|' || (text === '-' && spaced)) && index < tokens.length - 2,
  );
  return tokens.slice(at + 1);
};

/** `users`, below the title `User table schema`: the name as it is written where it is called a table. */
function nameWritten(name: string, sentences: readonly Sentence[]): string | undefined {
  const key = nameKey(name);
  for (const { tokens, from } of sentences) {
    if (from === 'title') continue;
    const found = tokens.find(
      ({ text, kind }, at) =>
        text !== name &&
        (kind === 'code' || (kind === 'word' && /^(?:table|[(])$/.test(tokens[at + 1]?.low ?? ''))) &&
        /^[a-z_]+$/.test(text) &&
        nameKey(text) === key,
    );
    if (found) return found.text;
  }
  return undefined;
}

/** `Ensure email uniqueness`, `a unique index on email for fast lookups` */
const uniqueOne =
  /^(?:(?:ensure|enforce|guarantee) )?`?(\w+)`? uniqueness(?: is)?(?: enforced)?(?: (?:with|by|via|through) an? unique (?:index|constraint))?$|^(?:(?:ensure|enforce|add|use|create|with) )?(?:an? )?(?:uniqueness|unique (?:index|constraint|key)) (?:on|for|of) (?:the )?`?(\w+)`?(?: column| field)?(?: (?:for|to) [\w ]+)?$/i;
const uniqueIn = (tokens: readonly Token[]): readonly Token[] | undefined => {
  const [, ensured, indexed = ensured] = uniqueOne.exec(textOf(tokens)) ?? [];
  return indexed === undefined ? undefined : tokenize(`\`${indexed}\` unique`);
};
/** `Use a UUID primary key and …`: what is said of the table, and something else. */
const keyAnd = /^use (?:an? )?uuids? (?:(?:for|as) (?:the )?)?primary keys? and /i;

/** `Add migration for `badges``: how it is made. */
const migrationFor = (tokens: readonly Token[]): string | undefined => {
  const [, name] =
    /^(?:add|create|write|generate|run|prepare) (?:a |the |new |database |db )*migrations? (?:for|of) (?:the )?`?(\w+)`?(?: table)?$/i.exec(
      textOf(tokens),
    ) ?? [];
  return name === undefined ? undefined : nameKey(name);
};

/** `It connects a tourist to a guide with date ranges`: what its rows are. */
const tellsWhatItIs =
  /^(?:it|this|(?:this|the) (?:new )?table) (?:connects|links|joins|relates|represents|describes|captures|models|maps|bridges)\b/i;

/** `Fields:` above names, a line each. */
function listsColumns(text: string): boolean {
  const [head = '', ...lines] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    /^(?:fields|columns|attributes) ?:$/i.test(head) &&
    lines.length > 1 &&
    lines.every((line) => /^(?:[-*•] ?)?\w+,?$/.test(line))
  );
}

/** `for tracking recurring services`: what it is used for orders nothing. */
const whatFor = (purpose: readonly Token[]): readonly Token[] =>
  /^for [a-z]+ing\b/i.test(textOf(purpose)) ? [] : purpose;

/** ``the `Notification` entity`` */
const isClass = /^\p{Lu}\p{Ll}/u;

export function withDesigns(
  sentences: readonly Sentence[],
  exhibits: readonly Exhibit[],
  context: ReadingContext,
): readonly Sentence[] {
  const given: Sentence[] = [];
  const ofClient = isOfClient(sentences);
  /** The order of the last table, in the words of the grammar. */
  let open: string | undefined;
  let openedBy: Sentence | undefined;
  let opened: string | undefined;
  let listed: number | undefined;
  /** Lines that are its columns, and no items. */
  let lines = { from: 0, to: 0 };
  const columnsOf = (sentence: Sentence, columns: Columns): Sentence[] =>
    columns.map((tokens) => ({
      ...sentence,
      from: 'item' as const,
      section: '',
      checked: null,
      asks: false,
      inline: true,
      tokens,
    }));
  sentences.forEach((sentence, at) => {
    const { tokens, from, checked } = sentence;
    if (checked === true || from === 'quote' || sentence.asks || tableInWords(tokens) !== undefined) {
      given.push(sentence);
      return;
    }
    const titled = from === 'title' || from === 'heading';
    const design =
      designIn(tokens, context, titled) ??
      (from === 'title' ? designIn(lastPart(tokens), context, titled) : undefined);
    const next = sentences[at + 1];
    const shown = exhibits.some(
      ({ block, content }) =>
        block === sentence.block + 1 && (content.kind === 'table' || listsColumns(content.text)),
    );
    const settled =
      design &&
      (design.order.called || !ofClient) &&
      (isSettled(design, next, sentences.slice(at + 1), context) ||
        (shown && design.order.called && (design.order.marked || titled)));
    if (design && settled) {
      const { called } = design.order;
      const written = design.order.marked ? undefined : nameWritten(design.order.name, sentences);
      const marked = design.order.marked || written !== undefined;
      const own = called || (marked && !isClass.test(design.order.name));
      const name =
        written ?? (own ? design.order.name : tableNameOf(design.order.name, context.names.convention));
      const said = marked ? `create table \`${name}\`` : `create a ${name} table`;
      open = said;
      opened = nameKey(design.order.name);
      openedBy = sentence;
      listed = from === 'item' && design.tail.columns.length > 0 ? sentence.block : undefined;
      const first = at + (leadsLines(next) ? 2 : 1);
      const count = linesOfFields(sentences.slice(first), context);
      const boxes = boxesBelow(sentence, sentences.slice(at + 1), context);
      lines =
        boxes > 0
          ? { from: at + 1, to: at + 1 + boxes }
          : { from: first, to: count > fewest ? first + count : first };
      given.push(
        { ...sentence, tokens: [...tokenize(said), ...whatFor(design.tail.purpose)] },
        ...columnsOf(sentence, design.tail.columns),
      );
      return;
    }
    if (at === lines.from - 1 && lines.to > lines.from) return;
    if (at >= lines.from && at < lines.to) {
      given.push(
        ...columnsOf(
          sentence,
          fieldLine(tokens, context) ? [tokens] : (columnParts(tokens, context) ?? [tokens]),
        ),
      );
      return;
    }
    const below = sentences[at - 1];
    const bare = below !== undefined && (below === openedBy || headsColumns(below));
    const columns =
      open && from !== 'title' && from !== 'heading'
        ? (labelled(tokens, context) ??
          belonging(tokens, opened ?? '', context) ??
          columnsFor(tokens, opened ?? '', context) ??
          (bare ? bareList(tokens, context) : undefined))
        : undefined;
    // Beside a line that has all columns, the lines of its list are none.
    const beside = listed !== undefined && from === 'item' && sentence.block === listed + 1;
    listed = from === 'item' && (columns || beside) ? sentence.block : undefined;
    if (opened && (migrationFor(tokens) === opened || tellsWhatItIs.test(textOf(tokens)))) return;
    const and = open && keyAnd.test(textOf(tokens)) ? tokens.findIndex(({ low }) => low === 'and') : -1;
    if (and > 0) given.push({ ...sentence, tokens: tokens.slice(0, and) });
    const rest = tokens.slice(and + 1);
    const unique = open && uniqueIn(rest);
    if (unique || and > 0) {
      given.push(...(unique ? columnsOf(sentence, [unique]) : [{ ...sentence, tokens: rest }]));
      return;
    }
    const again = { ...sentence, from: 'paragraph' as const, section: '', tokens: tokenize(open ?? '') };
    if (columns) given.push(again, ...columnsOf(sentence, columns));
    else if (open && leadsColumns(tokens, opened) && from !== 'title') given.push(again);
    else given.push(beside ? { ...sentence, from: 'paragraph' } : sentence);
  });
  return given;
}
