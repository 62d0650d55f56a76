import {
  databaseWords,
  otherStores,
  pageWords,
  slownessWords,
  tabularWords,
  toolWords,
} from '../lexicon/signals.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import { Phrases } from './phrases.ts';

const page = new Phrases(pageWords);
const stores = new Phrases(otherStores);
const tools = new Phrases(toolWords);
const database = new Phrases(databaseWords);
const schema = new Phrases([...databaseWords].filter((word) => !tabularWords.has(word)));
const slowness = new Phrases(slownessWords);
/** PostgreSQL's own words: something is not there, whatever page showed the message. */
const failure = /\b(?:column|relation) "?[\w.]+"? (?:of relation "?\w+"? )?does not exist\b/i;

/** Words that end the place a request names: what follows is its reason. */
const placeEnds = new Set([
  'so',
  'because',
  'for',
  'to',
  ',',
  '.',
  'which',
  'that',
  'as',
  'when',
  'since',
  'and',
  '(',
  ':',
  '-',
  'damit',
  'para',
  'pour',
  'used',
  'with',
  'by',
  'per',
]);
const placeReach = 4;
const placeLeads = new Set([
  'in',
  'on',
  'to',
  'into',
  'onto',
  'at',
  'of',
  'from',
  'en',
  'auf',
  'sur',
  'dans',
  'na',
  'no',
  'a',
  'zur',
  'zum',
  'del',
  'de',
  'la',
]);

/** Another place than this database that a request names, e.g. `the tasks page`, `our Redis`; undefined for none. */
export function elsewhere(
  tokens: readonly Token[],
  start: number,
  next: number,
  inside = true,
): string | undefined {
  const store = stores.find(tokens);
  // `migrating from MySQL` tells where the words come from, not where the change goes.
  if (store !== -1 && tokens[store - 1]?.low !== 'from') return tokens[store]?.text;
  let end = next;
  while (end < tokens.length && end - next < placeReach && !placeEnds.has(tokens[end]?.low ?? '')) end += 1;
  for (let at = next; at < end; at += 1) if (page.startsAt(tokens, at)) return tokens[at]?.text;
  // Inside the request only behind a preposition: `a page column to tasks` is a column.
  for (let at = start + 1; inside && at < next; at += 1) {
    const lead = tokens.slice(Math.max(start, at - 4), at).some((token) => placeLeads.has(token.low));
    if (lead && page.startsAt(tokens, at) && tokens[at]?.kind === 'word') return tokens[at]?.text;
  }
  return undefined;
}

export interface Signals {
  readonly page: number;
  readonly store: string | undefined;
  readonly tool: number;
  readonly database: number;
  /** Of these, the words that only a database has. */
  readonly schema: number;
  /** Something is slow: an index may be wanted. */
  readonly slowness: number;
}

/** What the words of a text are about. */
export function signals(sentences: readonly Sentence[]): Signals {
  const sum = (phrases: Phrases) => sentences.reduce((total, { tokens }) => total + phrases.count(tokens), 0);
  const inStore = sentences.find(({ tokens }) => stores.in(tokens));
  const at = inStore ? stores.find(inStore.tokens) : -1;
  return {
    page: sum(page),
    store: inStore?.tokens[at]?.text,
    tool: sum(tools),
    database: sum(database),
    schema: sum(schema) + sentences.filter(({ tokens }) => failure.test(textOf(tokens))).length,
    slowness: sum(slowness),
  };
}
