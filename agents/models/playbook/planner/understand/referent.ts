import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { type } from '../grammar/slots/types.ts';
import { changeVerbs } from '../lexicon/signals.ts';
import { words } from '../lexicon/words.ts';
import { columnOf } from '../resolve/schema-names.ts';
import { Phrases } from '../text/phrases.ts';
import { type Token, textOf, tokenize } from '../text/tokens.ts';

const verbs = new Phrases([
  ...changeVerbs,
  ...words.remove,
  'extend',
  'increase',
  'widen',
  'enlarge',
  'lengthen',
  'upgrade',
]);
/** `It can be removed`: the sentence before says what. */
const subject = new Phrases(
  ['can', 'should', 'must', 'could', 'may', 'can now', 'can safely'].flatMap((modal) =>
    ['removed', 'dropped', 'deleted'].map((done) => `it ${modal} be ${done}`),
  ),
);
const removes = new Phrases([...words.remove, 'please drop', 'please remove', 'please delete']);
const ruled = new Phrases([
  'unique',
  'uniqueness',
  'constraint',
  'index',
  'not null',
  'default',
  'check',
  'foreign key',
  'fk',
  'trigger',
  'reminder',
  'filter',
]);
/** `get rid of` */
const longestVerb = 3;

type Sources = readonly (readonly Token[])[];

/** What a text names with a table of the schema in front, each once. */
function dottedIn(tokens: readonly Token[], { names }: ReadingContext): readonly string[] {
  const alone = tokens.filter(({ kind }) => kind === 'code' || kind === 'quoted').length === 1;
  let before: CatalogTable | undefined;
  const found = tokens.flatMap(({ kind, text }) => {
    const owned = alone && kind === 'code' ? ownedBy(text, names.tables) : undefined;
    if (owned !== undefined) return [owned];
    const parts = kind === 'punct' ? [] : text.split('.');
    const owner = parts.length > 1 ? names.knownTable(parts.slice(0, -1).join('.')) : undefined;
    before = owner ?? before;
    // `orders.total and `tax``: a further column of the same table.
    const more = kind === 'code' && before?.columns.some(({ name }) => name === text);
    return owner ? [text] : more ? [`${before?.name}.${text}`] : [];
  });
  return [...new Set(found)];
}

/** A column that only one table of the schema has, with that table. */
function ownedBy(column: string, tables: readonly CatalogTable[]): string | undefined {
  const [owner, ...others] = tables.filter(({ columns }) => columns.some(({ name }) => name === column));
  return owner && others.length === 0 ? `${owner.name}.${column}` : undefined;
}

function isColumn(text: string, { names }: ReadingContext): boolean {
  const parts = text.split('.');
  const table = names.knownTable(parts.slice(0, -1).join('.'));
  const found = table && columnOf(table, parts.at(-1) ?? '');
  return found?.how === 'exact' || found?.how === 'spelling';
}

const tablesIn = (tokens: readonly Token[], { names }: ReadingContext): readonly CatalogTable[] =>
  tokens.flatMap(({ kind, text }) => (kind === 'punct' ? [] : (names.knownTable(text) ?? [])));

/** Columns that are marked or written with an underscore, each with its table: the one near it, or the only one that has it. */
function columnsIn(
  tokens: readonly Token[],
  around: readonly CatalogTable[],
  { names }: ReadingContext,
): readonly string[] {
  const found = tokens.flatMap(({ kind, text }) => {
    const marked = kind === 'code' || kind === 'quoted' || (kind === 'word' && text.includes('_'));
    if (!marked || text.includes('.') || names.knownTable(text)) return [];
    const having = names.tables.filter((table) => table.columns.some(({ name }) => name === text));
    const close = having.filter((table) => around.includes(table));
    const [only, ...others] = close.length > 0 ? close : having;
    return only && others.length === 0 ? [`${only.schema}.${only.name}.${text}`] : [];
  });
  return [...new Set(found)];
}

/** The one column of the nearest part of the text that names any; undefined where it names several. */
function referentOf(parts: Sources, context: ReadingContext): string | undefined {
  const around = parts.flatMap((tokens) => tablesIn(tokens, context));
  for (const tokens of parts) {
    const dotted = dottedIn(tokens, context);
    const found = dotted.length > 0 ? dotted : columnsIn(tokens, around, context);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** What may stand behind a column that a sentence is about. */
const behindColumn =
  /^(?:is|are|was|has|have|had|isn't|hasn't|should|must|can|can't|cannot|could|does|doesn't|did|no|not|never|needs?|seems|holds?|held|stores?|contains?|stays?|still|allows?|accepts?|only|too|column|columns|field|fields|and|or|from|in|of|on|to|as|with|without|by|for|since|because|which|that|anymore|now|currently|already|actually|gets?|makes|means|uses?|used|will|would|became|becomes|currently|there|exists?|had|takes|breaks|causes|after|before|when|while|due)$/;
/** `users.phone in Hubspot`, `TypeScript: users.email`: of something else that has such a field. */
const otherPlace =
  /\b(?:mobile|ui|api|docs?|tests?|typescript|swagger|graphql|metabase|hubspot|slack|zod|dbt|bigquery|warehouse|dashboard|elasticsearch|mysql replica|staging|icon|erp|stripe|toggle|badge|datepicker|partner's|in tests|on the invoice|log line|of bots|of inactive|grid)\b/i;

/** `orders.status: cancelled` */
const valueBehind = /^[\w.]+: ?[\w-]+$/;
const mostOfLead = 3;

/** Whether a sentence in front is about the column that it names, and not about something of it: `users.phone whitespace`. */
function speaksPlainly(tokens: readonly Token[], context: ReadingContext): boolean {
  if (otherPlace.test(textOf(tokens))) return false;
  return tokens.every((token, at) => {
    if (token.kind === 'punct' || !isColumn(token.text, context)) return true;
    const next = tokens[at + 1];
    return next === undefined || next.kind === 'punct' || behindColumn.test(next.low);
  });
}

/** Where the tokens speak of a column without its name, and how many do. */
interface Place {
  readonly at: number;
  readonly length: number;
  /** A type is behind it: another name than the schema's is asked about, and harms nothing. */
  readonly typed?: true;
}

const becoming: ReadonlySet<string> = new Set(
  'change convert switch alter migrate upgrade move widen'.split(' '),
);
const lead: ReadonlySet<string> = new Set(
  "please we should need to must can you could let's lets , so".split(' '),
);

const hasType = (tokens: readonly Token[], at: number, context: ReadingContext): boolean => {
  const from = ['a', 'an', 'the'].includes(tokens[at]?.low ?? '') ? at + 1 : at;
  for (const _ of type(tokens, from, context)) return true;
  return false;
};

/** `Change its type to bigint` */
function itsType(tokens: readonly Token[], context: ReadingContext): Place | undefined {
  const at = tokens.findIndex(({ low }, index) => low === 'its' && index > 0 && behindVerb(tokens, index));
  if (at === -1) return undefined;
  const noun = tokens[at + 1]?.low === 'data' || tokens[at + 1]?.low === 'column' ? at + 2 : at + 1;
  const behind = /^(?:to|into)$/.test(tokens[noun + 1]?.low ?? '');
  return /^(?:type|datatype)$/.test(tokens[noun]?.low ?? '') && behind && hasType(tokens, noun + 2, context)
    ? { at, length: noun + 1 - at }
    : undefined;
}

/** `Change to timestamptz`: what changes is missing. */
function missingObject(tokens: readonly Token[], context: ReadingContext): Place | undefined {
  let at = 0;
  while (lead.has(tokens[at]?.low ?? '')) at += 1;
  const behind = /^(?:to|into)$/.test(tokens[at + 1]?.low ?? '');
  if (!becoming.has(tokens[at]?.low ?? '') || !behind || !hasType(tokens, at + 2, context)) return undefined;
  return { at: at + 1, length: 0, typed: true };
}

const columnNouns: ReadonlySet<string> = new Set(['column', 'field']);
const demonstratives: ReadonlySet<string> = new Set(['the', 'this', 'that']);
/** What may stand behind `the column` where that is the whole of it. */
const ends: ReadonlySet<string> = new Set(
  'to into as from and so since because entirely altogether completely now please again nullable optional not required mandatory in with if instead'.split(
    ' ',
  ),
);

/** `drop the column`, `rename this field to …`: no name is behind it. */
function bareColumn(tokens: readonly Token[]): Place | undefined {
  const at = tokens.findIndex(
    ({ low }, index) =>
      index > 0 &&
      demonstratives.has(low) &&
      columnNouns.has(tokens[index + 1]?.low ?? '') &&
      behindVerb(tokens, index),
  );
  const next = tokens[at + 2];
  const whole = next === undefined || ends.has(next.low) || /^[.,;!]$/.test(next.text);
  return at !== -1 && whole ? { at, length: 2 } : undefined;
}

const modals: ReadonlySet<string> = new Set('should must could'.split(' '));
const done: ReadonlySet<string> = new Set(
  'renamed called converted changed migrated widened switched'.split(' '),
);

/** `It should be varchar(255)`, `it should be renamed to …` */
function wishedSubject(tokens: readonly Token[], context: ReadingContext): Place | undefined {
  const [it, modal, be, what] = tokens;
  const wishes = it?.low === 'it' && modals.has(modal?.low ?? '') && /^(?:be|become)$/.test(be?.low ?? '');
  return wishes && (done.has(what?.low ?? '') || hasType(tokens, 3, context))
    ? { at: 0, length: 1 }
    : undefined;
}

function spokenPlace(tokens: readonly Token[], context: ReadingContext): Place | undefined {
  if (subject.startsAt(tokens, 0)) return { at: 0, length: 1 };
  const wished = wishedSubject(tokens, context);
  if (wished) return wished;
  const at = tokens.findIndex(({ low }, index) => low === 'it' && index > 0 && behindVerb(tokens, index));
  if (at !== -1) return { at, length: 1 };
  return bareColumn(tokens) ?? itsType(tokens, context) ?? missingObject(tokens, context);
}

/**
 * `Nobody reads tasks.notes, drop it`: the pronoun behind a verb of change is the one column that the sentence, or
 * else one of those `before`, the nearest first, names. Where there are several, nobody's.
 */
export function withReferent(
  tokens: readonly Token[],
  before: Sources,
  context: ReadingContext,
): readonly Token[] {
  const place = spokenPlace(tokens, context);
  if (!place || tokens[place.at + place.length]?.low === 'there') return tokens;
  const { at, length } = place;
  const lead = tokens.slice(0, at);
  // `… on tasks.score, and add a column full_name and backfill it`: what was added since is meant.
  if (addedSince(lead, dottedIn(lead, context))) return tokens;
  // `unique constraint is wrong for siblings. Drop it.`: the rule, and not the column.
  const removing = removes.startsAt(tokens, 0) || subject.startsAt(tokens, 0);
  const bare = length === 1 && tokens[at]?.low === 'it';
  if (removing && bare && before.some((one) => ruled.in(one) || valueBehind.test(textOf(one))))
    return withIndex(tokens, at, length, before, context);
  // `order_items.quantity default: set it to 1`: every row would get it.
  if (bare && tokens[at - 1]?.low === 'set' && !tokens.some(({ low }) => low === 'where')) return tokens;
  // `The badge is ugly. Remove it.`
  if (bare && at < mostOfLead && before.slice(0, 1).some((one) => otherPlace.test(textOf(one))))
    return tokens;
  const column = referentOf([lead, ...before.filter((one) => speaksPlainly(one, context))], context);
  if (column === undefined) return withIndex(tokens, at, length, before, context);
  if (!(isColumn(column, context) || place.typed)) return tokens;
  const [name] = tokenize(`\`${column}\``);
  return name ? [...tokens.slice(0, at), { ...name, spaced: true }, ...tokens.slice(at + length)] : tokens;
}

/** `tasks_owner_id_idx is redundant, drop it`: the one index that is named. */
function withIndex(
  tokens: readonly Token[],
  at: number,
  length: number,
  before: Sources,
  { names }: ReadingContext,
): readonly Token[] {
  const isIndex = (text: string): boolean =>
    names.tables.some(({ indexes }) => indexes.some(({ name }) => name === text));
  const named = [...before.flat(), ...tokens.slice(0, at)].filter(({ text }) => isIndex(text));
  const [index, ...others] = new Set(named.map(({ text }) => text));
  if (index === undefined || others.length > 0) return tokens;
  const [word, name] = tokenize(`index \`${index}\``);
  return word && name
    ? [
        ...tokens.slice(0, at),
        { ...word, spaced: true },
        { ...name, spaced: true },
        ...tokens.slice(at + length),
      ]
    : tokens;
}

const adding: ReadonlySet<string> = new Set(['add', 'adding', 'create', 'introduce']);
const addedSince = (tokens: readonly Token[], named: readonly string[]): boolean =>
  tokens
    .slice(tokens.findLastIndex(({ text }) => named.includes(text)) + 1)
    .some(({ low }) => adding.has(low));

const behindVerb = (tokens: readonly Token[], at: number): boolean => {
  for (let from = Math.max(0, at - longestVerb); from < at; from += 1)
    if (from + verbs.lengthAt(tokens, from) === at && verbs.lengthAt(tokens, from) > 0) return true;
  return false;
};
