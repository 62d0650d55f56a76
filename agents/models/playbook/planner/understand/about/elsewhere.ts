import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { changeVerbs, otherSchemas, otherStores, pageWords } from '../../lexicon/signals.ts';
import { rowThings } from '../../lexicon/stopwords.ts';
import { typeWords } from '../../lexicon/types.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Intent } from '../intents.ts';

const verbs = new Phrases(changeVerbs);
/** Where the application is, and no table. */
const inCode = new Phrases([
  'in the code',
  'in our code',
  'in the codebase',
  'in the code base',
  'in the application code',
  'in the client code',
]);
/** `Clean up the leaderboard view code` */
const tidiesCode =
  /^(?:clean ?up|clean|refactor|simplify|tidy(?: up)?|rework|restructure|split(?: up)?|improve|modernize|rewrite)\b.* (?:code|codebase|component|components|class|classes|module|modules|hook|hooks|controller|controllers|reducer|reducers|service|services)$/i;
/** `Add table.soft_deletes() to …`: a method, and nothing of a table. */
const aboutMethod =
  /^(?:please )?(?:add|implement|create|support|expose|provide|introduce|make|allow|fix|rename|deprecate|remove) (?:an? |the |new |a new )*[`]?[\w.#:$]+\(\)|^(?:please )?(?:add|implement|create|provide|introduce) (?:an? |the |new )*[`]?[\w.#:$]+[`]? (?:method|helper|macro|decorator)\b|^(?:we (?:should|need to|must) |please )?(?:add|create|implement|write|provide) an? (?:new )?(?:\w+ )?(?:method|helper|service|middleware|hook|wrapper|endpoint|parser|command|component) (?:to|that|which|for|in)\b/i;
export const page = new Phrases(pageWords);
const stores = new Phrases(otherStores);
/** `a MySQL table`: what kind of database the writer thinks of, and no other one. */
const relational = /^(?:mysql|mariadb|sqlite|mssql|oracle)$/;
const ofTables = /^(?:tables?|scripts?|schemas?|migrations?|columns?|ddl)$/;
export function storeAt(tokens: readonly Token[], end = tokens.length): number {
  for (let at = stores.find(tokens, 0, end); at !== -1; at = stores.find(tokens, at + 1, end)) {
    const kind = relational.test(tokens[at]?.low ?? '') && ofTables.test(tokens[at + 1]?.low ?? '');
    if (!kind) return at;
  }
  return -1;
}
export const schemas = new Phrases(otherSchemas);
/** Words that end the place a request names: what follows is its reason. */
const placeEnds = new Set(
  'so because for to , . which that as when since and ( : - used with by per'.split(' '),
);
const placeReach = 4;
const placeLeads = new Set('in on to into onto at of from no a'.split(' '));

const beforeOrders: ReadonlySet<string> = new Set(
  ', should must shall please we need needs to has have'.split(' '),
);
/** `a Report model`: what is kept of it. */
const entityNouns: ReadonlySet<string> = new Set(['model', 'entity', 'entities', 'models']);
const isTableWord = ({ low }: Token): boolean => low === 'table' || low === 'grid' || low === 'list';

/** What follows is why, and no part of what is asked for: `… so that we find the customer in Stripe`. */
const reasons = new Set('so because since which that as when for per by used'.split(' '));

/** Another place than this database that a request names, e.g. `the tasks page`, `our Redis`; undefined for none. */
export function elsewhere(
  tokens: readonly Token[],
  start: number,
  next: number,
  { names }: ReadingContext,
  inside = true,
): string | undefined {
  const reason = tokens.findIndex(({ low }, at) => at >= next && reasons.has(low));
  const store = storeAt(tokens, reason === -1 ? tokens.length : reason);
  // `a column in /admin/users`
  const path = tokens.findIndex(
    ({ text, spaced }, at) =>
      text === '/' && spaced && placeLeads.has(tokens[at - 1]?.low ?? '') && tokens[at + 1]?.spaced === false,
  );
  if (path !== -1) return `/${tokens[path + 1]?.text}`;
  if (inCode.in(tokens) || tidiesCode.test(textOf(tokens)) || aboutMethod.test(textOf(tokens)))
    return 'the code';
  // `migrating from MySQL` tells where the words come from, not where the change goes.
  if (store !== -1 && tokens[store - 1]?.low !== 'from') return tokens[store]?.text;
  const other = tokens.some(({ kind }) => kind === 'code') ? -1 : schemas.find(tokens);
  if (other !== -1) return textOf(tokens.slice(other, other + schemas.lengthAt(tokens, other)));
  // Applications have tables that are called `pages` and `links`.
  const isPage = (at: number): boolean =>
    page.startsAt(tokens, at) &&
    names.knownTable(tokens[at]?.text ?? '') === undefined &&
    !entityNouns.has(tokens[at + 1]?.low ?? '');
  // `On the settings page, remove …`
  let before = start - 1;
  while (beforeOrders.has(tokens[before]?.low ?? '')) before -= 1;
  const where = tokens.slice(Math.max(0, before - 3), Math.max(0, before));
  if (before > 0 && isPage(before) && where.some(({ low }) => ['on', 'in', 'at'].includes(low)))
    return tokens[before]?.text;
  let end = next;
  const goesOn = (at: number): boolean =>
    !placeEnds.has(tokens[at]?.low ?? '') && !verbs.startsAt(tokens, at);
  // `to the table on the dashboard page`
  const led = placeLeads.has(tokens[next]?.low ?? '') && tokens.slice(next, next + 3).some(isTableWord);
  const reach = led ? placeReach * 2 : placeReach;
  if (led) end += 1;
  while (end < tokens.length && end - next < reach && goesOn(end)) end += 1;
  for (let at = next; at < end; at += 1) if (isPage(at)) return tokens[at]?.text;
  // Inside the request only behind a preposition: `a page column to tasks` is a column.
  for (let at = start + 1; inside && at < next; at += 1) {
    const lead = tokens.slice(Math.max(start, at - 4), at).some((token) => placeLeads.has(token.low));
    if (lead && isPage(at) && tokens[at]?.kind === 'word' && !isColumnThing(tokens, at))
      return tokens[at]?.text;
  }
  return undefined;
}

/** `a column color`, `an icon column`, `colour text`: what a row has; `a table named colours`: what it is called. */
const isColumnThing = (tokens: readonly Token[], at: number): boolean =>
  /^(?:called|named)$/.test(tokens[at - 1]?.low ?? '') ||
  (tokens[at - 1]?.low === 'for' && tokens[at + 1]?.text === '(') ||
  (tokens[at - 1]?.text === ':' && tokens[at - 2]?.low === 'name') ||
  (rowThings.has(tokens[at]?.low ?? '') &&
    (typeWords[tokens[at + 1]?.low ?? ''] !== undefined ||
      [tokens[at - 1], tokens[at + 1]].some((beside) => beside !== undefined && isColumnWord(beside))));

/** `Rename the "Tasks" menu`: a thing of the page, which no column of the schema is called by. */
export function thingOfPage(
  { sentence, start, next, captures }: Intent,
  { hasColumn }: ReadingContext,
): string | undefined {
  if (captures.table === undefined || sentence.tokens.slice(start, next).some(isColumnWord)) return undefined;
  const { from, name, names, columns } = captures;
  const said = [from, name, names, columns].flat().filter((one): one is NameReading => isName(one));
  const found = said.find(({ text, marked }) => {
    const last = text.toLowerCase().split(' ').at(-1) ?? '';
    return !marked && pageWords.has(last) && !hasColumn(text);
  });
  return found?.text;
}
const columnNouns: ReadonlySet<string> = new Set(words.column);
const isColumnWord = ({ low }: Token): boolean => columnNouns.has(low);
const isName = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'text' in one && 'marked' in one;
