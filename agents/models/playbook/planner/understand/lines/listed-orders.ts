import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf, tokenize } from '../../text/tokens.ts';
import { isOfPage } from '../about/of-page.ts';

/* `Remove the following columns from tasks:` above a list: an order for each of its lines. */

const columns = '(?:columns?|fields?|attributes|spalten|felder|columnas|campos|colonnes|champs|colunas)';
const removing = new RegExp(
  String.raw`^(?:please )?(?:remove|drop|delete|get rid of) (?:all )?(?:the )?(?:following |unused |old |these )*${columns}\b`,
);
const renaming = new RegExp(String.raw`^(?:please )?rename (?:the )?(?:following |these )*${columns}\b`);
const retyping = new RegExp(
  String.raw`^(?:please )?(?:change|alter|convert|update) (?:the )?(?:types? of )?(?:the )?(?:following |these )*(?:${columns}|column types|types|data types|these)?\b(?: types?)?`,
);
const adding = /^(?:please )?add (?:the following )?(?:to|in|on) (?:the )?(?:table )?\S+(?: table)? ?:?$/;
/** A longer line says more than whose columns they are. */
const longest = 12;

const tableIn = (tokens: readonly Token[], { names }: ReadingContext): string | undefined => {
  const found = new Set(tokens.flatMap(({ text }) => names.knownTable(text)?.name ?? []));
  const [only] = found;
  return found.size === 1 ? only : undefined;
};

const written = (token: Token | undefined): string | undefined =>
  token !== undefined && token.kind !== 'punct' && /^\w+$/.test(token.text) ? token.text : undefined;

/** The order that a line of the list stands for; undefined where it is no such line. */
type Line = (tokens: readonly Token[], table: string) => string | undefined;

/** Anything else might say when, or of which rows. */
const unused =
  /^[(:–-]?\s*(?:it is |is )?(?:unused|deprecated|obsolete|no longer used|not used(?: any ?more)?|never (?:read|used))\W*$/;

const removal: Line = ([first, ...others], table) => {
  const name = written(first);
  const aside = others.length === 0 || unused.test(fold(textOf(others)));
  return name !== undefined && aside ? `drop column \`${name}\` from \`${table}\`` : undefined;
};
const renamed: Line = (tokens, table) => {
  const said = tokens.filter(({ kind }) => kind !== 'punct');
  const between = textOf(tokens);
  const [from, to] = [written(said[0]), written(said.at(-1))];
  const arrow = said.length === 2 || (said.length === 3 && /^(?:to|into)$/.test(said[1]?.low ?? ''));
  return from !== undefined &&
    to !== undefined &&
    from !== to &&
    arrow &&
    /->|=>|→|\bto\b|:| zu | a /.test(between)
    ? `rename column \`${from}\` of \`${table}\` to \`${to}\``
    : undefined;
};
const retyped: Line = ([first, joint, ...rest], table) => {
  const name = written(first);
  const arrow = rest[0]?.text === '>' ? rest.slice(1) : rest;
  const type = textOf(arrow);
  return name !== undefined && /^(?:[:→-]|to|=)$/.test(joint?.text ?? '') && type !== ''
    ? `change the type of \`${name}\` in \`${table}\` to ${type}`
    : undefined;
};

const lists: readonly (readonly [lead: RegExp, line: Line])[] = [
  [removing, removal],
  [renaming, renamed],
  [retyping, retyped],
];

export function withListedOrders(
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] {
  const given: Sentence[] = [];
  for (let at = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at] as Sentence;
    const items = itemsBehind(sentences, at);
    const added = items.length > 0 && !sentence.asks ? additions(sentence, items, context) : undefined;
    if (added) {
      given.push(...added);
      at += items.length;
      continue;
    }
    const table = sentence.tokens.length <= longest ? tableIn(sentence.tokens, context) : undefined;
    const text = fold(textOf(sentence.tokens));
    if (
      items.length === 0 ||
      table === undefined ||
      sentence.from === 'item' ||
      sentence.asks ||
      isOfPage(text, context.names)
    ) {
      given.push(sentence);
      continue;
    }
    if (adding.test(text)) {
      given.push({ ...sentence, tokens: tokenize(`add columns to \`${table}\``) });
      continue;
    }
    const [, line] = lists.find(([lead]) => lead.test(text)) ?? [];
    const orders = line ? items.map(({ tokens }) => line(tokens, table)) : [];
    if (orders.length === 0 || !orders.every((order) => order !== undefined)) {
      given.push(sentence);
      continue;
    }
    orders.forEach((order, index) => {
      const item = items[index] as Sentence;
      given.push({ ...item, from: 'paragraph', tokens: tokenize(order) });
    });
    at += items.length;
  }
  return given;
}

const addition =
  /\b(?:add|introduce|create|include|need|have)(?: the following| these| in)?(?: (?:new )?(?:fields|columns|attributes))?\s*:$/;
const determined = /^(?:an?|the|new|another|one)$/;

/** `Can we add:` above `an archived_at column to projects`: an order a line, where each says for which table. */
function additions(
  { tokens }: Sentence,
  items: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] | undefined {
  if (!addition.test(fold(textOf(tokens))) || tableIn(tokens, context) !== undefined) return undefined;
  const placed = items.every(
    ({ tokens: [first, ...rest] }) =>
      (determined.test(first?.low ?? '') ||
        first?.kind === 'code' ||
        first?.text.includes('_') === true ||
        (first?.kind === 'word' && rest.length === 2 && rest[0]?.low === 'to')) &&
      rest.some(
        ({ text, kind }, at) =>
          kind !== 'punct' &&
          context.names.knownTable(text) !== undefined &&
          rest.slice(Math.max(0, at - 3), at).some(({ low }) => /^(?:to|on|in|for)$/.test(low)),
      ),
  );
  if (!placed) return undefined;
  return items.map((item) => ({
    ...item,
    from: 'paragraph',
    tokens: [...tokenize('add'), ...item.tokens],
  }));
}

/** The items of the list right below. */
function itemsBehind(sentences: readonly Sentence[], at: number): readonly Sentence[] {
  const items: Sentence[] = [];
  for (const sentence of sentences.slice(at + 1)) {
    if (sentence.from !== 'item' || sentence.checked === true) break;
    items.push(sentence);
  }
  // Two sentences of one item say more than a line does.
  return new Set(items.map(({ block }) => block)).size === items.length ? items : [];
}
