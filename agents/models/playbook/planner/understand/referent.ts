import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { changeVerbs } from '../lexicon/signals.ts';
import { columnOf } from '../resolve/schema-names.ts';
import { type Token, tokenize } from '../text/tokens.ts';
import { Phrases } from './phrases.ts';

const verbs = new Phrases([...changeVerbs, 'extend', 'increase', 'widen', 'enlarge', 'lengthen']);
/** `It can be removed`: the sentence before says what. */
const subject = new Phrases(
  ['can', 'should', 'must', 'could', 'may', 'can now', 'can safely'].flatMap((modal) =>
    ['removed', 'dropped', 'deleted'].map((done) => `it ${modal} be ${done}`),
  ),
);
const near = 2;

/** What a text names with a table of the schema in front, each once. */
function dottedIn(tokens: readonly Token[], { names }: ReadingContext): readonly string[] {
  const alone = tokens.filter(({ kind }) => kind === 'code' || kind === 'quoted').length === 1;
  const found = tokens.flatMap(({ kind, text }) => {
    const owned = alone && kind === 'code' ? ownedBy(text, names.tables) : undefined;
    if (owned !== undefined) return [owned];
    const parts = kind === 'punct' ? [] : text.split('.');
    return parts.length > 1 && names.knownTable(parts.slice(0, -1).join('.')) ? [text] : [];
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

/**
 * `Nobody reads tasks.notes, drop it`: the pronoun behind a verb of change is the one column that the sentence, or
 * the one before, names with its table. Where there are several, nobody's.
 */
export function withReferent(
  tokens: readonly Token[],
  before: readonly Token[],
  context: ReadingContext,
): readonly Token[] {
  const at = subject.startsAt(tokens, 0)
    ? 0
    : tokens.findIndex(({ low }, index) => low === 'it' && index > 0 && behindVerb(tokens, index));
  if (at === -1) return tokens;
  const own = dottedIn(tokens.slice(0, at), context);
  const [column, ...others] = own.length > 0 ? own : dottedIn(before, context);
  // `… on tasks.score, and add a column full_name and backfill it`: what was added since is meant.
  if (addedSince(tokens.slice(0, at), own)) return tokens;
  if (column === undefined || others.length > 0 || !isColumn(column, context)) return tokens;
  const [name] = tokenize(`\`${column}\``);
  return name ? [...tokens.slice(0, at), { ...name, spaced: true }, ...tokens.slice(at + 1)] : tokens;
}

const adding: ReadonlySet<string> = new Set(['add', 'adding', 'create', 'introduce']);
const addedSince = (tokens: readonly Token[], named: readonly string[]): boolean =>
  tokens
    .slice(tokens.findLastIndex(({ text }) => named.includes(text)) + 1)
    .some(({ low }) => adding.has(low));

const behindVerb = (tokens: readonly Token[], at: number): boolean => {
  for (let from = Math.max(0, at - near); from < at; from += 1)
    if (from + verbs.lengthAt(tokens, from) === at && verbs.lengthAt(tokens, from) > 0) return true;
  return false;
};
