import {
  designJoints,
  designLeads,
  designLight,
  designNouns,
  designParts,
  designVerbs,
  otherTables,
  tableNouns,
} from '../../lexicon/designs.ts';
import { isStopword, notTableNames, tableSorts } from '../../lexicon/stopwords.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';

/** A sentence that orders one new table. */
export interface TableOrder {
  readonly name: string;
  /** In a code span, or with an underscore. */
  readonly marked: boolean;
  /** It is called a table, and not only a model or a schema. */
  readonly called: boolean;
  /** With a verb, and not only `Badges table`. */
  readonly ordered: boolean;
  /** Where in the sentence the name with all that belongs to it ends. */
  readonly next: number;
}

const leads = new Phrases(designLeads);
const longestName = 3;
const isWord = (token: Token | undefined): token is Token => token?.kind === 'word';
const isNoun = (token: Token | undefined): boolean => isWord(token) && designNouns.has(token.low);
const isPart = (token: Token | undefined): boolean => isWord(token) && designParts.has(token.low);
const isIdentifier = (text: string): boolean => /^\p{L}[\p{L}\p{N}_]*$/u.test(text);

const isNameWord = (token: Token | undefined): token is Token =>
  isWord(token) &&
  isIdentifier(token.text) &&
  !isStopword(token) &&
  !notTableNames.has(token.low) &&
  !tableSorts.has(token.low) &&
  !otherTables.has(token.low) &&
  !designParts.has(token.low) &&
  !designVerbs.has(token.low);

interface Name {
  readonly text: string;
  readonly marked: boolean;
  readonly next: number;
}

/** Verbs in the plural of a thing: `a stores table`. */
const things: ReadonlySet<string> = new Set(
  'stores records updates changes moves splits sets lists uses values'.split(' '),
);

function nameAt(tokens: readonly Token[], at: number): Name | undefined {
  const first = tokens[at];
  const thing = isWord(first) && things.has(first.low) && tableNouns.has(tokens[at + 1]?.low ?? '');
  if (first && (thing || ((first.kind === 'code' || first.kind === 'quoted') && isIdentifier(first.text))))
    return { text: thing ? first.low : first.text, marked: true, next: at + 1 };
  const said: string[] = [];
  let next = at;
  for (; said.length < longestName; next += 1) {
    const word = tokens[next];
    if (!isNameWord(word)) break;
    said.push(word.text);
    if (word.text.includes('_'))
      return said.length === 1 ? { text: word.text, marked: true, next: next + 1 } : undefined;
  }
  return said.length === 0 ? undefined : { text: said.join(' '), marked: false, next };
}

/** `schema and migration`, `in the database`, `` in `db/schema.sql` ``: what is made of the table, and where. */
export function skipParts(tokens: readonly Token[], at: number): number {
  let next = at;
  for (;;) {
    let to = next;
    while (designJoints.has(tokens[to]?.low ?? '') && to - next < 2) to += 1;
    if (isPart(tokens[to])) {
      next = to + 1;
      continue;
    }
    const place = placeAt(tokens, next);
    if (place === next) return next;
    next = place;
  }
}

const filePath = /^[\w@.-]*(?:\/[\w@.-]+)+\/?$|^[\w-]+\.(?:ts|js|py|sql|prisma|rb|php|java|ex|go|kt|cs)$/;
const inTool = /^(?:prisma|drizzle|alembic|supabase|knex)\b/;
/** `in the database`, `` in `db/schema.sql` ``, `to the prisma schema` */
function placeAt(tokens: readonly Token[], at: number): number {
  if (!/^(?:in|to|inside|within|using|via|on|em|en)$/.test(tokens[at]?.low ?? '')) return at;
  let next = at + 1;
  while (/^(?:the|our|a)$/.test(tokens[next]?.low ?? '')) next += 1;
  const place = tokens[next];
  if (!place) return at;
  if (filePath.test(place.text) || inTool.test(place.low)) return next + 1;
  if (place.kind !== 'word' || !(designParts.has(place.low) || place.low === 'backend')) return at;
  while (isPart(tokens[next])) next += 1;
  return next;
}

const made: ReadonlySet<string> = new Set(
  'migration migrations definition structure script scripts'.split(' '),
);
const purposes: ReadonlySet<string> = new Set('for to add create'.split(' '));
const joints: ReadonlySet<string> = new Set([...purposes, 'of', 'called', 'named', 'and']);

/** Reads the head of a sentence as the order of one new table. */
export function tableOrder(tokens: readonly Token[]): TableOrder | undefined {
  let at = 0;
  for (let length = leads.lengthAt(tokens, at); length > 0; length = leads.lengthAt(tokens, at)) at += length;
  let ordered = false;
  while (
    isWord(tokens[at]) &&
    (designVerbs.has(tokens[at]?.low ?? '') || (ordered && /^(?:and|&|up)$/.test(tokens[at]?.low ?? '')))
  ) {
    ordered = true;
    at += 1;
  }
  let noun = false;
  let called = false;
  const start = at;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.text === ':' && (noun || tokens[at - 1]?.kind === 'number')) continue;
    // `Create migration 003: …`
    if (token?.kind === 'number' && made.has(tokens[at - 1]?.low ?? '')) continue;
    // `a new table in the DB `users``
    const place = noun && token?.low === 'in' ? placeAt(tokens, at) : at;
    if (place > at) {
      at = place - 1;
      continue;
    }
    if (!isWord(token)) break;
    const joint = at > start && joints.has(token.low) && (noun || purposes.has(token.low));
    if (designNouns.has(token.low)) {
      noun = true;
      called ||= tableNouns.has(token.low);
    } else if (!designLight.has(token.low) && !joint && !made.has(token.low)) break;
  }
  const name = nameAt(tokens, at);
  if (!name) return undefined;
  // `Product tag join table`
  if (tableSorts.has(tokens[name.next]?.low ?? '') && tableNouns.has(tokens[name.next + 1]?.low ?? ''))
    return {
      name: name.text,
      marked: name.marked,
      called: true,
      ordered,
      next: skipParts(tokens, name.next + 2),
    };
  const behind = isNoun(tokens[name.next]);
  const end = skipParts(tokens, name.next);
  const parts = tokens.slice(name.next, end);
  if (!noun && !behind && !parts.some(isNoun)) return undefined;
  const isTable = called || parts.some(({ low }) => tableNouns.has(low));
  return { name: name.text, marked: name.marked, called: isTable, ordered, next: end };
}
