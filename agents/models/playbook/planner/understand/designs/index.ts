import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnLabels, designLight, havingWords } from '../../lexicon/designs.ts';
import { tableNameOf } from '../../resolve/convention.ts';
import { nameKey, singular } from '../../resolve/words.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { fieldLine } from '../field-line.ts';
import { Phrases } from '../phrases.ts';
import { columnParts } from './columns.ts';
import { isOfClient } from './of-client.ts';
import { skipParts, type TableOrder, tableOrder } from './order.ts';

/*
 * Tickets order a table in many words, `Define and implement the badges table schema in db/schema.sql with fields such as …`:
 * the order in the words that the grammar knows, and a line for each column.
 */

const light: ReadonlySet<string> = new Set(
  'all the its following required necessary needed appropriate relevant basic these at least a few such as like for e.g . : ( listed below proper correct para pour fur as os los las les'.split(
    ' ',
  ),
);
const nouns: ReadonlySet<string> = new Set(
  'columns fields attributes properties column field colunas columnas campos colonnes champs spalten feldern'.split(
    ' ',
  ),
);
const having: ReadonlySet<string> = havingWords;

interface Tail {
  readonly columns: readonly (readonly Token[])[];
  /** What the table is for. */
  readonly purpose: readonly Token[];
}

const purposes: ReadonlySet<string> = new Set(['for', 'to', 'so', 'that']);
/** `for authentication`: words, and no name. */
const isPurpose = (tokens: readonly Token[]): boolean =>
  purposes.has(tokens[0]?.low ?? '') &&
  !tokens.some(
    ({ kind, text, low }) =>
      kind === 'code' ||
      kind === 'quoted' ||
      text.includes('_') ||
      text === ':' ||
      having.has(low) ||
      each.has(low),
  );
const each: ReadonlySet<string> = new Set(['each', 'every', 'per', 'between']);

/** `, and create migration scripts`: how it is made. */
const process =
  /(?:,| and|,? with)+ (?:(?:create|add|generate|write|run|prepare|and|the|a|its|corresponding|necessary|required) )*migrations?(?: scripts?| files?)?[.]?$/i;
function withoutProcess(tokens: readonly Token[]): readonly Token[] {
  const at = process.exec(textOf(tokens));
  if (!at) return tokens;
  let kept = tokens.length;
  while (kept > 0 && textOf(tokens.slice(0, kept)).length > at.index) kept -= 1;
  return tokens.slice(0, kept);
}

const links = new Phrases(
  'linked to|linking to|belonging to|belongs to|related to|referencing|connected to|associated with|that belongs to|with references to|with foreign keys to'.split(
    '|',
  ),
);
/** `linked to both Book and User, with …`: rows that a new one refers to. */
function linksAt(
  tokens: readonly Token[],
  context: ReadingContext,
): { columns: Columns; next: number } | undefined {
  let at = links.lengthAt(tokens, 0);
  if (at === 0) return undefined;
  const columns: (readonly Token[])[] = [];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || /^(?:both|the|a|an|and|,|&|table|tables)$/.test(token.low)) continue;
    const known = context.names.knownTable(token.text);
    if (!known) break;
    columns.push(tokenize(`${singular(known.name)}_id references ${known.name}`));
  }
  return columns.length === 0 ? undefined : { columns, next: at };
}

/** What stands behind the name of a new table: its columns, or nothing that says more. */
function tailOf(given: readonly Token[], context: ReadingContext): Tail | undefined {
  const linked = linksAt(given, context);
  const tail = ownTail(withoutProcess(given.slice(linked?.next ?? 0)), context);
  return tail && { ...tail, columns: [...(linked?.columns ?? []), ...tail.columns] };
}

function ownTail(tokens: readonly Token[], context: ReadingContext): Tail | undefined {
  if (tokens.every(({ text }) => /^[:.!]$/.test(text))) return { columns: [], purpose: [] };
  const [first] = tokens;
  if (first?.text === '(') {
    const close = tokens.findLastIndex(({ text }) => text === ')');
    const ends = close !== -1 && skipParts(tokens, close + 1) === tokens.length;
    const columns = ends ? columnParts(tokens.slice(1, close), context) : undefined;
    return columns && columns.length > 1 ? { columns, purpose: [] } : undefined;
  }
  if (isPurpose(tokens)) return { columns: [], purpose: tokens };
  if (first?.text !== ':' && !having.has(first?.low ?? '')) return undefined;
  let at = 1;
  let noun = nouns.has(first?.low ?? '');
  while (
    at < tokens.length &&
    (light.has(tokens[at]?.low ?? '') ||
      nouns.has(tokens[at]?.low ?? '') ||
      having.has(tokens[at]?.low ?? ''))
  ) {
    noun ||= nouns.has(tokens[at]?.low ?? '');
    at += 1;
  }
  // `with columns for event details (id, name)`
  const open = tokens.findIndex(({ text }, index) => index >= at && text === '(');
  if (
    noun &&
    tokens.at(-1)?.text === ')' &&
    open > at &&
    tokens[at - 1]?.low === 'for' &&
    tokens.slice(at, open).every(({ kind }) => kind === 'word')
  )
    at = open + 1;
  if (at === tokens.length) return noun ? { columns: [], purpose: [] } : undefined;
  let rest = tokens.slice(at);
  if (tokens[at - 1]?.text === '(' && rest.at(-1)?.text === ')') rest = rest.slice(0, -1);
  if (nouns.has(rest.at(-1)?.low ?? '')) {
    noun = true;
    rest = rest.slice(0, -1);
  }
  const columns = columnParts(rest, context);
  return columns && (columns.length > 1 || noun) ? { columns, purpose: [] } : undefined;
}

interface Design {
  readonly order: TableOrder;
  readonly tail: Tail;
}

function designIn(tokens: readonly Token[], context: ReadingContext, titled: boolean): Design | undefined {
  const order = tableOrder(tokens);
  if (!order || (!order.ordered && !titled) || context.names.knownTable(order.name)) return undefined;
  const tail = tailOf(tokens.slice(order.next), context);
  return tail && { order, tail };
}

/** `Registration - DB: Create badges table`: what a title says behind the last of its labels. */
const lastPart = (tokens: readonly Token[]): readonly Token[] => {
  const at = tokens.findLastIndex(
    ({ text, spaced }, index) =>
      (text === ':' || text === '|' || (text === '-' && spaced)) && index < tokens.length - 2,
  );
  return tokens.slice(at + 1);
};

/** `Fields: a, b, c`, `It should have a, b and c` */
function labelled(tokens: readonly Token[], context: ReadingContext): Columns | undefined {
  const colon = tokens.findIndex(({ text }) => text === ':');
  const label = tokens.slice(0, Math.max(colon, 0));
  const labels =
    colon < 4 && label.some(({ low }) => columnLabels.has(low)) && !label.some(({ kind }) => kind !== 'word');
  let at = labels ? colon + 1 : 0;
  let said = labels;
  while (!labels && isLead(tokens[at])) {
    said ||= nouns.has(tokens[at]?.low ?? '') || having.has(tokens[at]?.low ?? '');
    at += 1;
  }
  if (!said) return undefined;
  const columns = columnParts(tokens.slice(at), context);
  return columns && columns.length > 1 ? columns : undefined;
}
type Columns = readonly (readonly Token[])[];
const isLead = (token: Token | undefined): boolean =>
  token !== undefined &&
  (nouns.has(token.low) ||
    light.has(token.low) ||
    having.has(token.low) ||
    leadWords.has(token.low) ||
    designLight.has(token.low));

/** `setting_name, setting_value`: nothing but names, right below the order. */
function bareList(
  tokens: readonly Token[],
  context: ReadingContext,
): readonly (readonly Token[])[] | undefined {
  if (tokens.some(({ text, kind }) => text === ':' || text === '#' || kind === 'quoted')) return undefined;
  const columns = columnParts(tokens, context);
  const single = columns?.every((part) => part.length === 1 || part.some(({ text }) => text === '('));
  const named = tokens.some(({ text }) => text.includes('_'));
  return columns && single && columns.length > (named ? 1 : 2) ? columns : undefined;
}

const headsColumns = ({ tokens, from }: Sentence): boolean =>
  from === 'heading' && tokens.length < 4 && tokens.some(({ low }) => columnLabels.has(low));

/** `Columns:`, `It should have the following fields:` above a list. */
const leadsColumns = (tokens: readonly Token[]): boolean =>
  tokens.length > 0 &&
  tokens.every(
    ({ low, text }) =>
      nouns.has(low) || light.has(low) || having.has(low) || leadWords.has(low) || /^[:.]$/.test(text),
  ) &&
  tokens.some(({ low }) => nouns.has(low));
const leadWords: ReadonlySet<string> = new Set(
  'it the table model we this should must contain will with and know here are is schema'.split(' '),
);

/** `Add migration for `badges``: how it is made. */
const migrationFor = (tokens: readonly Token[]): string | undefined => {
  const [, name] =
    /^(?:add|create|write|generate|run|prepare) (?:a |the |new |database |db )*migrations? (?:for|of) (?:the )?`?(\w+)`?(?: table)?$/i.exec(
      textOf(tokens),
    ) ?? [];
  return name === undefined ? undefined : nameKey(name);
};

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
  const columnsOf = (sentence: Sentence, columns: readonly (readonly Token[])[]): Sentence[] =>
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
    if (checked === true || from === 'quote' || sentence.asks) {
      given.push(sentence);
      return;
    }
    const titled = from === 'title' || from === 'heading';
    const design =
      designIn(tokens, context, titled) ??
      (from === 'title' ? designIn(lastPart(tokens), context, titled) : undefined);
    const next = sentences[at + 1];
    const shown = exhibits.some(
      ({ block, content }) => block === sentence.block + 1 && content.kind === 'table',
    );
    const settled =
      design &&
      (design.order.called || !ofClient) &&
      (isSettled(design, next, sentences.slice(at + 1), context) ||
        (shown && design.order.called && design.order.marked));
    if (design && settled) {
      const { marked, called } = design.order;
      const name =
        marked || called ? design.order.name : tableNameOf(design.order.name, context.names.convention);
      const said = marked ? `create table \`${name}\`` : `create a ${name} table`;
      open = said;
      opened = nameKey(design.order.name);
      openedBy = sentence;
      listed = from === 'item' && design.tail.columns.length > 0 ? sentence.block : undefined;
      given.push(
        { ...sentence, tokens: [...tokenize(said), ...design.tail.purpose] },
        ...columnsOf(sentence, design.tail.columns),
      );
      return;
    }
    const below = sentences[at - 1];
    const bare = below !== undefined && (below === openedBy || headsColumns(below));
    const columns =
      open && from !== 'title' && from !== 'heading'
        ? (labelled(tokens, context) ?? (bare ? bareList(tokens, context) : undefined))
        : undefined;
    // Beside a line that has all columns, the lines of its list are none.
    const beside = listed !== undefined && from === 'item' && sentence.block === listed + 1;
    listed = from === 'item' && (columns || beside) ? sentence.block : undefined;
    if (opened && migrationFor(tokens) === opened) return;
    const again = { ...sentence, from: 'paragraph' as const, section: '', tokens: tokenize(open ?? '') };
    if (columns) given.push(again, ...columnsOf(sentence, columns));
    else if (open && leadsColumns(tokens) && from !== 'title') given.push(again);
    else given.push(beside ? { ...sentence, from: 'paragraph' } : sentence);
  });
  return given;
}

const reach = 12;
const fewest = 2;
/** A list of columns: most with a type, or written as names are. */
function fieldsBelow(below: readonly Sentence[], context: ReadingContext): boolean {
  const first = below.findIndex(({ from }) => from === 'item');
  if (first === -1 || first > fewest) return false;
  const end = below.findIndex(({ from }, at) => at > first && from !== 'item');
  const items = below.slice(first, end === -1 ? undefined : end);
  const fields = items.filter(({ tokens, checked }) => checked === null && isField(tokens, context));
  const typed = items.some(({ tokens }) => fieldLine(tokens, context)?.facts.facts.type !== undefined);
  const lead = below[first - 1];
  const right = lead === undefined || leadsColumns(lead.tokens);
  return items.length >= fewest && fields.length === items.length && (right || typed);
}
const isField = (tokens: readonly Token[], context: ReadingContext): boolean => {
  const line = fieldLine(tokens, context);
  return (
    line !== undefined && (line.facts.facts.type !== undefined || columnParts(tokens, context)?.length === 1)
  );
};

/** A model or a schema is a table where the text tells its columns; a table without a verb, too. */
function isSettled(
  { order, tail: { columns } }: Design,
  next: Sentence | undefined,
  rest: readonly Sentence[],
  context: ReadingContext,
): boolean {
  if (columns.length > 0 || (order.called && order.ordered)) return true;
  const below = rest.slice(0, reach).filter(({ from }) => from !== 'heading');
  return (
    next !== undefined &&
    (fieldsBelow(below, context) ||
      below.some(({ tokens }) => labelled(tokens, context) !== undefined) ||
      (order.ordered && bareList(next.tokens, context) !== undefined))
  );
}
