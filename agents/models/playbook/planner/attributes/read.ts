import { formAt, formTable } from '../grammar/form-table.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { list2 } from '../grammar/slots/literals.ts';
import { valueSlots } from '../grammar/slots/values.ts';
import { typeWords } from '../lexicon/types.ts';
import type { Token } from '../text/tokens.ts';
import { attributeForms, fillers, joiners } from './forms.ts';
import { type Meaning, meanings } from './meaning.ts';
import { type ColumnFacts, type Disagreement, mergeFacts } from './spec.ts';

const table = formTable(attributeForms);

export interface FactsReading {
  readonly facts: ColumnFacts;
  readonly notes: readonly string[];
  readonly disagreements: readonly Disagreement[];
  /** Runs of words that say nothing the planner knows. */
  readonly left: readonly (readonly Token[])[];
}

interface Attribute extends Meaning {
  readonly next: number;
}

/** One attribute at this place: a form, or a code span that is nothing but attributes. */
export function attributeAt(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Attribute | undefined {
  const values = bracketedValues(tokens, at, context);
  if (values) return values;
  const match = formAt(table, tokens, at, valueSlots, context);
  if (match) return { ...meanings[match.kind](match.captures), next: match.next };
  const token = tokens[at];
  if (token?.kind !== 'code' || token.inner.length < 1) return undefined;
  const inside = token.inner.length === 1 ? single(token.inner, context) : scanFacts(token.inner, context);
  const whole = inside !== undefined && Object.keys(inside.facts).length > 0 && inside.left.length === 0;
  return whole && inside.disagreements.length === 0
    ? { facts: inside.facts, notes: inside.notes, next: at + 1 }
    : undefined;
}

/** `(low, medium, high)`: words in brackets none of which says something else about a column. */
function bracketedValues(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Attribute | undefined {
  if (tokens[at]?.text !== '(') return undefined;
  for (const { value, next } of list2(tokens, at)) {
    if (tokens[next - 1]?.text !== ')') continue;
    const inside = tokens.slice(at + 1, next - 1);
    const says = inside.some(
      (token, index) => token.kind !== 'punct' && formAt(table, inside, index, valueSlots, context),
    );
    const words = value.every((item) => !/^\d/.test(item));
    if (!says && words) return { facts: { oneOf: value }, notes: [], next };
  }
  return undefined;
}

function single(tokens: readonly Token[], context: ReadingContext): FactsReading | undefined {
  const match = formAt(table, tokens, 0, valueSlots, context);
  return match ? { ...meanings[match.kind](match.captures), disagreements: [], left: [] } : undefined;
}

const proseTypes: ReadonlySet<string> = new Set('number numbers text date time list'.split(' '));
const beforeTypes: ReadonlySet<string> = new Set(
  'a an as of is be are type just only plain free long short hold holds store stores contain contains accept accepts : = ( , - or and'.split(
    ' ',
  ),
);
/** `… people sign in with their phone number`: a word, and no type, in the midst of others. */
const isOfProse = (tokens: readonly Token[], at: number, run: readonly Token[]): boolean =>
  proseTypes.has(tokens[at]?.low ?? '') &&
  run.length > 0 &&
  !beforeTypes.has(tokens[at - 1]?.low ?? '') &&
  tokens[at - 1]?.kind === 'word';

/** `no index`, `need not be unique`, `pas d'index` in English: what is said not to be so. */
const denial =
  /(?:^|\s)(?:no|not|never|without|nor|\w+n['’]t)(?: (?:need|needs|have|has|to|be|a|an|any|of|necessarily|as|its|own|further|additional|extra|separate))*(?: (?:unique|indexed|index|required) (?:or|nor|and)(?: (?:be|an?))*)*$/i;
/** `does not have to be unique or indexed` */
const longestDenial = 8;
const deniable = ['unique', 'index', 'primaryKey', 'references', 'refers'] as const;
/** How many tokens in front of a fact say that it is not so; 0 for none. */
function denialBefore(tokens: readonly Token[], at: number, facts: ColumnFacts): number {
  if (facts.notNull !== true && deniable.every((fact) => facts[fact] === undefined)) return 0;
  const before = tokens.slice(Math.max(0, at - longestDenial), at);
  const said = denial.exec(before.map(({ low }) => low).join(' '))?.[0].trim();
  return said === undefined ? 0 : said.split(' ').length;
}

/** Everything that a stretch of text says about a column. */
export function scanFacts(tokens: readonly Token[], context: ReadingContext): FactsReading {
  let facts: ColumnFacts = {};
  const notes: string[] = [];
  const disagreements: Disagreement[] = [];
  const left: Token[][] = [];
  let run: Token[] = [];
  const endRun = () => {
    if (run.some((token) => !fillers.has(token.low))) left.push(run);
    run = [];
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const found = isOfProse(tokens, at, run) ? undefined : attributeAt(tokens, at, context);
    const denied = found ? denialBefore(tokens, at, found.facts) : 0;
    if (found && denied > 0) {
      run.splice(Math.max(0, run.length - denied));
      endRun();
      at = found.next;
      continue;
    }
    if (found) {
      endRun();
      const merged = mergeFacts(facts, found.facts);
      facts = merged.facts;
      notes.push(...found.notes);
      disagreements.push(...merged.disagreements);
      at = found.next;
      continue;
    }
    if (token && (run.length > 0 || !fillers.has(token.low))) run.push(token);
    if (token?.kind === 'punct') endRun();
    at += 1;
  }
  endRun();
  return { facts, notes, disagreements, left };
}

/** Attributes that stand one after the other from here on, brackets included; `next` is behind the last. */
export function followFacts(
  tokens: readonly Token[],
  start: number,
  context: ReadingContext,
): FactsReading & { readonly next: number } {
  let reading: FactsReading = { facts: {}, notes: [], disagreements: [], left: [] };
  let next = start;
  for (let at = start; at < tokens.length; ) {
    const token = tokens[at];
    const values = bracketedValues(tokens, at, context);
    if (token?.text === '(' && sharedFrom(tokens, at + 1, context) !== undefined) break;
    if (beginsKey(tokens, at) || beginsNamed(tokens, at, next, start)) break;
    if (reading.facts.type !== undefined && isCalledLikeType(tokens, at)) break;
    if (token?.text === '(' && !values) {
      const close = tokens.findIndex(
        (other, index) => index > at && other.text === ')' && depthAt(tokens, at, index) === 0,
      );
      if (close === -1) break;
      const shared = sharedWithin(tokens, at + 1, close, context);
      reading = join(reading, scanFacts(tokens.slice(at + 1, shared ?? close), context));
      if (shared !== undefined) return { ...reading, next: shared };
      at = close + 1;
      next = at;
      continue;
    }
    const found = attributeAt(tokens, at, context);
    if (found) {
      reading = join(reading, { ...found, disagreements: [], left: [] });
      at = found.next;
      next = at;
    } else if (token && joiners.has(token.low)) at += 1;
    else break;
  }
  return { ...reading, next };
}

/** `primary key (a, b)`, `unique (a, b)`: of the table, and not of the column before. */
function beginsKey(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at]?.low, tokens[at + 1]?.low];
  if (!(first === 'primary' && second === 'key') && first !== 'unique') return false;
  const open = second === 'key' || second === 'constraint' ? at + 2 : at + 1;
  return (
    /^(?:\(|on|over|of)$/.test(tokens[open]?.text ?? '') &&
    tokens.slice(open + 1, open + 4).some(({ text }) => text === ',' || text === 'and')
  );
}

/** `… (int) and `text` (text)`: behind a bracket, a mark in front of another is a column. */
const beginsNamed = (tokens: readonly Token[], at: number, behind: number, start: number): boolean =>
  behind > start &&
  tokens[behind - 1]?.text === ')' &&
  tokens[at]?.kind === 'code' &&
  tokens[at]?.inner.length === 1 &&
  tokens[at + 1]?.text === '(';

/** `price numeric and currency char(3)`: a word for a type in front of another is what the next column is called. */
const isCalledLikeType = (tokens: readonly Token[], at: number): boolean =>
  /^(?:and|,)$/.test(tokens[at - 1]?.low ?? '') &&
  [tokens[at], tokens[at + 1]].every((token) => token?.kind === 'word' && typeWords[token.low] !== undefined);

const sharing: ReadonlySet<string> = new Set('both all each everything'.split(' '));
const ofThem: ReadonlySet<string> = new Set('of them these three four should must be are'.split(' '));

/** `both not null`, `all of them uuid`: where facts begin that every column before has. */
export function sharedFrom(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): number | undefined {
  if (!sharing.has(tokens[at]?.low ?? '')) return undefined;
  for (let start = at + 1; start < at + 5; start += 1) {
    if (attributeAt(tokens, start, context)) return start;
    if (!ofThem.has(tokens[start]?.low ?? '')) return undefined;
  }
  return undefined;
}

/** `(integer, both positive)`: where the bracket goes on about every column; only where a comma parts it. */
function sharedWithin(
  tokens: readonly Token[],
  start: number,
  end: number,
  context: ReadingContext,
): number | undefined {
  for (let at = start + 1; at < end; at += 1)
    if (/^[,;]$/.test(tokens[at - 1]?.text ?? '') && sharedFrom(tokens, at, context) !== undefined) return at;
  return undefined;
}

/** What is said about each of several columns behind the last: `(both uuid, both referencing …)`, `, both not null`. */
export function sharedFacts(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): { readonly facts: FactsReading; readonly next: number } | undefined {
  const open = tokens[at]?.text === '(';
  const close = open ? tokens.findIndex((_, index) => index > at && depthAt(tokens, at, index) === 0) : -1;
  const end = close === -1 ? tokens.length : close;
  let next = at;
  let facts = noFacts;
  for (let here = open ? at + 1 : at; here < end; ) {
    while (here < end && joiners.has(tokens[here]?.low ?? '')) here += 1;
    const start = sharedFrom(tokens, here, context) ?? (next > at ? here : undefined);
    const found = start === undefined ? undefined : attributeAt(tokens, start, context);
    if (!found) break;
    facts = join(facts, { ...found, disagreements: [], left: [] });
    here = found.next;
    next = here;
  }
  if (next === at) return undefined;
  // The bracket of the last column may hold it.
  if (!open) return { facts, next: tokens[next]?.text === ')' ? next + 1 : next };
  const rest = tokens.slice(next, close).filter(({ low }) => !joiners.has(low));
  return rest.length === 0 ? { facts, next: close + 1 } : undefined;
}

function depthAt(tokens: readonly Token[], from: number, to: number): number {
  let depth = 0;
  for (let at = from; at <= to; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')') depth -= 1;
  }
  return depth;
}

export function join(first: FactsReading, second: FactsReading): FactsReading {
  const { facts, disagreements } = mergeFacts(first.facts, second.facts);
  return {
    facts,
    notes: [...first.notes, ...second.notes],
    disagreements: [...first.disagreements, ...second.disagreements, ...disagreements],
    left: [...first.left, ...second.left],
  };
}

export const noFacts: FactsReading = { facts: {}, notes: [], disagreements: [], left: [] };
