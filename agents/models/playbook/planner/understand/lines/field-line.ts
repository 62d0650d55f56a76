import { type FactsReading, followFacts, noFacts, scanFacts } from '../../attributes/read.ts';
import { mergeFacts } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { isIdentifier, type NameReading, name, nameOf } from '../../grammar/slots/names.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { typeWords } from '../../lexicon/types.ts';
import { singular, snakeCase } from '../../resolve/words.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

export interface FieldLine {
  readonly name: NameReading;
  readonly facts: FactsReading;
}

const plainFacts: ReadonlySet<string> = new Set(['notNull', 'unique']);
const separators = new Set([':', '-', '(', '=', '|', '<']);

const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** `Postal Code`, as a form is labelled: a name, and in brackets what it is. */
const labelled = /^((?:\p{Lu}[\p{L}\p{N}]*)(?: (?:\p{Lu}[\p{L}\p{N}]*|\d))+)(?: ?\([^)]*\))?$/u;

/** `Spot unusual activity (e.g. at another time)`: words with a bracket, and no column with its facts. */
export const isProse = ({ name: { text, marked }, facts }: FieldLine): boolean =>
  !marked && text.includes(' ') && facts.left.length > 0;

/** `theme: text, default 'light'`, `` `theme` (text) ``, `theme text not null`: a name, and only facts behind it. */
export function fieldLine(given: readonly Token[], context: ReadingContext): FieldLine | undefined {
  const turned = withKeyBehind(given, context);
  if (turned) return fieldLine(turned, context);
  // `` a `title`, string ``
  const tokens = articles.has(given[0]?.low ?? '') && given[1]?.kind === 'code' ? given.slice(1) : given;
  const [first, second] = tokens;
  if (first?.kind === 'code' && first.inner.length > 1) {
    const label = second === undefined ? labelled.exec(first.text)?.[1] : undefined;
    if (label !== undefined) return { name: nameOf(snakeCase(label), true), facts: noFacts };
    const inside = first.inner[0]?.kind === 'word' ? fieldLine(first.inner, context) : undefined;
    return inside && inside.facts.facts.type !== undefined
      ? { ...inside, facts: withRest(inside.facts, tokens.slice(1), context) }
      : undefined;
  }
  // `from: DateTimeField`: no name in a sentence, and one in front of a colon and a type.
  if (first?.kind === 'word' && second?.text === ':' && tokens.length < 5 && isStopword(first)) {
    const facts = scanFacts(tokens.slice(2), context);
    if (
      /^(?:from|to|use|value|values|update|set)$/.test(first.low) &&
      facts.facts.type &&
      facts.left.length === 0
    )
      return { name: nameOf(first.text, true), facts };
  }
  if (first?.kind === 'word' && second === undefined && isIdentifier(first.text)) {
    return { name: nameOf(first.text, /_/.test(first.text)), facts: noFacts };
  }
  // `verified_at nullable`: what is said of it is no part of its name.
  if ((first?.kind === 'word' || first?.kind === 'code') && isIdentifier(first.text) && !isStopword(first)) {
    const said = scanFacts(tokens.slice(1), context);
    const kinds = Object.keys(said.facts);
    if (kinds.length > 0 && said.left.length === 0 && kinds.every((kind) => plainFacts.has(kind)))
      return { name: nameOf(first.text, first.kind === 'code' || /_/.test(first.text)), facts: said };
  }
  for (const found of name(tokens, 0, context)) {
    const next = tokens[found.next];
    if (next === undefined) {
      if (isNameAndType(tokens)) continue;
      if (tokens.length <= 3) return { name: found.value, facts: noFacts };
      continue;
    }
    const reference = referenceBehind(tokens, found.next, context);
    if (reference) return { name: found.value, facts: scanFacts(reference, context) };
    if (separators.has(next.text)) {
      const facts = scanFacts(tokens.slice(found.next + (next.text === '(' ? 0 : 1)), context);
      return { name: found.value, facts };
    }
    const direct = followFacts(tokens, found.next, context);
    const { type, references, oneOf, default: value } = direct.facts;
    // `assigned_at default now()`: what is written as an identifier needs no type to be a column.
    const told =
      references !== undefined ||
      (oneOf !== undefined && next.low === 'enum') ||
      (value !== undefined && /_/.test(found.value.text));
    if (type !== undefined || told) {
      return { name: found.value, facts: withRest(direct, tokens.slice(direct.next), context) };
    }
  }
  return undefined;
}

/** `(PK) id`, `FK userId (int)`, `foreign key to users`: the key stands in front of its name, or of the table. */
function withKeyBehind(given: readonly Token[], { names }: ReadingContext): readonly Token[] | undefined {
  const [first, second, third] = given;
  if (first?.text === '(' && /^(?:pk|fk)$/.test(second?.low ?? '') && third?.text === ')')
    return [...given.slice(3), ...given.slice(0, 3)];
  const short = /^(?:pk|fk)$/.test(first?.low ?? '');
  if (!short && !(first?.low === 'foreign' && second?.low === 'key')) return undefined;
  const [next, ...rest] = given.slice(short ? 1 : 2);
  if (next && short && /_|[a-z][A-Z]/.test(next.text) && !/^(?:on|in|to|→)$/.test(rest[0]?.low ?? ''))
    return [next, ...rest, ...tokenize(`(${first?.low})`)];
  if (!/^(?:to|of|for|→)$/.test(next?.low ?? '')) return undefined;
  const [noun, ...more] = articles.has(rest[0]?.low ?? '') ? rest.slice(1) : rest;
  const table = more.length === 0 || more[0]?.text === '(' ? names.knownTable(noun?.text ?? '') : undefined;
  return table && noun
    ? [...tokenize(`${singular(snakeCase(noun.text))}_id references "${table.name}"`), ...more]
    : undefined;
}

/** `task_id → tasks.id`, `task_id -> tasks(id)`, `task_id → tasks`: as a foreign key is written. */
function referenceBehind(
  tokens: readonly Token[],
  at: number,
  { names }: ReadingContext,
): readonly Token[] | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  const length =
    first?.text === '→' ? 1 : (first?.text === '-' || first?.text === '=') && second?.text === '>' ? 2 : 0;
  const rest = tokens.slice(at + length);
  const path = /^\w+\.\w+$/.test(rest[0]?.text ?? '') || (rest[1]?.text === '(' && rest[3]?.text === ')');
  const table =
    /_id$/.test(tokens[at - 1]?.low ?? '') &&
    ['exact', 'spelling'].includes(names.table(rest[0]?.text ?? '').how);
  return length > 0 && (path || table) ? [...tokenize('references'), ...rest] : undefined;
}

/** `birthDate DATE`: written as an identifier, or the type as SQL writes it, it is no name of two words. */
const isNameAndType = ([first, second, third]: readonly Token[]): boolean =>
  first !== undefined &&
  second !== undefined &&
  third === undefined &&
  typeWords[second.low] !== undefined &&
  (/_|[a-z][A-Z]/.test(first.text) || /^[A-Z]{3,}$/.test(second.text));

function withRest(facts: FactsReading, rest: readonly Token[], context: ReadingContext): FactsReading {
  const more = scanFacts(rest, context);
  const { disagreements } = mergeFacts(facts.facts, more.facts);
  return {
    ...facts,
    facts: { ...more.facts, ...facts.facts },
    disagreements: [...facts.disagreements, ...more.disagreements, ...disagreements],
    notes: [...facts.notes, ...more.notes],
    left: [...facts.left, ...more.left],
  };
}

/** `user_id uuid not null, theme text` between brackets: split at the commas that stand outside brackets. */
export function definitionList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** Several definitions with a type each, on lines that end with a comma; undefined where one is something else. */
export function fieldLines(
  tokens: readonly Token[],
  context: ReadingContext,
): readonly FieldLine[] | undefined {
  const lines = definitionList(tokens).map((part) => fieldLine(part, context));
  const typed = lines.filter((line) => line?.facts.facts.type !== undefined);
  return lines.length > 1 && typed.length === lines.length ? (typed as FieldLine[]) : undefined;
}

/** What stands before a colon and is no column: `Type: integer`. */
export const attributeKeys: ReadonlySet<string> = new Set([
  'type',
  'default',
  'range',
  'nullable',
  'required',
  'unique',
  'values',
  'constraint',
  'constraints',
  'table',
  'column',
  'name',
  'comment',
  'description',
  'min',
  'max',
  'minimum',
  'maximum',
]);
