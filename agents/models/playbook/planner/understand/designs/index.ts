import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnLabels, designLight, havingWords } from '../../lexicon/designs.ts';
import { tableNameOf } from '../../resolve/convention.ts';
import { nameKey, singular } from '../../resolve/words.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { type FieldLine, fieldLine } from '../field-line.ts';
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
  /(?:,| and|,? with)+ (?:(?:create|add|generate|write|run|prepare|and|the|a|its|corresponding|necessary|required) )*migrations?(?: scripts?| files?)?[.]?$| (?:using|following|per|with) [\w +.&-]{1,50}conventions?$/i;
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
    if (columns && columns.length > 1) return { columns, purpose: [] };
    // `(UUID + auth fields)` ends a title and sums up what stands below.
    return ends && tokens.some(({ text }) => text === '+') ? { columns: [], purpose: [] } : undefined;
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

/** `Define SQL columns for badges (id, name) and write the migration`: of the table above. */
function columnsFor(tokens: readonly Token[], opened: string, context: ReadingContext): Columns | undefined {
  const open = tokens.findIndex(({ text }) => text === '(');
  const said = tokens.slice(0, Math.max(open, 0));
  const name = said.at(-1);
  const close = tokens.findLastIndex(({ text }) => text === ')');
  const ofTable = said.some(({ low }) => nouns.has(low)) && /^(?:for|of)$/.test(said.at(-2)?.low ?? '');
  if (!name || !ofTable || close <= open || nameKey(name.text) !== opened) return undefined;
  if (withoutProcess(tokens.slice(close)).length > 1) return undefined;
  const columns = columnParts(tokens.slice(open + 1, close), context);
  return columns && columns.length > 1 ? columns : undefined;
}

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
  // `Fields for billing cycle and renewal date`: told, and not named.
  if (!said || tokens[at - 1]?.low === 'for') return undefined;
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

/** `Ensure email uniqueness`, `a unique index on email for fast lookups` */
const uniqueOne =
  /^(?:(?:ensure|enforce|guarantee) )?`?(\w+)`? uniqueness(?: is)?(?: enforced)?(?: (?:with|by|via|through) an? unique (?:index|constraint))?$|^(?:(?:ensure|enforce|add|use|create|with) )?(?:an? )?(?:uniqueness|unique (?:index|constraint|key)) (?:on|for|of) (?:the )?`?(\w+)`?(?: column| field)?(?: (?:for|to) [\w ]+)?$/i;
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
      lines = { from: first, to: count > fewest ? first + count : first };
      given.push(
        { ...sentence, tokens: [...tokenize(said), ...whatFor(design.tail.purpose)] },
        ...columnsOf(sentence, design.tail.columns),
      );
      return;
    }
    if (at === lines.from - 1 && lines.to > lines.from) return;
    if (at >= lines.from && at < lines.to) {
      given.push(...columnsOf(sentence, [tokens]));
      return;
    }
    const below = sentences[at - 1];
    const bare = below !== undefined && (below === openedBy || headsColumns(below));
    const columns =
      open && from !== 'title' && from !== 'heading'
        ? (labelled(tokens, context) ??
          columnsFor(tokens, opened ?? '', context) ??
          (bare ? bareList(tokens, context) : undefined))
        : undefined;
    // Beside a line that has all columns, the lines of its list are none.
    const beside = listed !== undefined && from === 'item' && sentence.block === listed + 1;
    listed = from === 'item' && (columns || beside) ? sentence.block : undefined;
    if (opened && migrationFor(tokens) === opened) return;
    const [, ensured, indexed = ensured] = (open && uniqueOne.exec(textOf(tokens))) || [];
    if (indexed !== undefined) {
      given.push(...columnsOf(sentence, [tokenize(`\`${indexed}\` unique`)]));
      return;
    }
    const and = open && keyAnd.test(textOf(tokens)) ? tokens.findIndex(({ low }) => low === 'and') : -1;
    if (and > 0) {
      given.push({ ...sentence, tokens: tokens.slice(0, and) });
      const rest = tokens.slice(and + 1);
      const [, first, one = first] = uniqueOne.exec(textOf(rest)) ?? [];
      given.push(
        ...(one ? columnsOf(sentence, [tokenize(`\`${one}\` unique`)]) : [{ ...sentence, tokens: rest }]),
      );
      return;
    }
    const again = { ...sentence, from: 'paragraph' as const, section: '', tokens: tokenize(open ?? '') };
    if (columns) given.push(again, ...columnsOf(sentence, columns));
    else if (open && leadsColumns(tokens) && from !== 'title') given.push(again);
    else given.push(beside ? { ...sentence, from: 'paragraph' } : sentence);
  });
  return given;
}

const reach = 12;
const fewest = 2;

/** `Create model file:` */
const leadsLines = (line: Sentence | undefined): boolean =>
  line?.tokens.at(-1)?.text === ':' && line.tokens.length <= longestLead;
const longestLead = 6;

/** With a type, or what stands for one. */
const isTyped = (line: FieldLine | undefined): boolean =>
  line !== undefined &&
  [line.facts.facts.type, line.facts.facts.references, line.facts.facts.oneOf].some(
    (fact) => fact !== undefined,
  );

/** Lines with a type each that are no items: how many there are from here on. */
function linesOfFields(below: readonly Sentence[], context: ReadingContext): number {
  const end = below.findIndex(
    ({ from, tokens, asks }) => from !== 'paragraph' || asks || !isTyped(fieldLine(tokens, context)),
  );
  return end === -1 ? below.length : end;
}

/** A list of columns: most with a type, or written as names are. */
function fieldsBelow(below: readonly Sentence[], context: ReadingContext): boolean {
  if (linesOfFields(below.slice(leadsLines(below[0]) ? 1 : 0), context) > fewest) return true;
  const first = below.findIndex(({ from }) => from === 'item');
  if (first === -1 || first > fewest) return false;
  const end = below.findIndex(({ from }, at) => at > first && from !== 'item');
  const items = below.slice(first, end === -1 ? undefined : end);
  const fields = items.filter(({ tokens, checked }) => checked === null && isField(tokens, context));
  const typed = items.some(({ tokens }) => isTyped(fieldLine(tokens, context)));
  const lead = below[first - 1];
  const right = lead === undefined || leadsColumns(lead.tokens);
  return items.length >= fewest && fields.length === items.length && (right || typed);
}
const isField = (tokens: readonly Token[], context: ReadingContext): boolean => {
  const line = fieldLine(tokens, context);
  return line !== undefined && (isTyped(line) || columnParts(tokens, context)?.length === 1);
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
      below.some(
        ({ tokens }) =>
          labelled(tokens, context) !== undefined || columnsFor(tokens, nameKey(order.name), context),
      ) ||
      (order.ordered && bareList(next.tokens, context) !== undefined))
  );
}
