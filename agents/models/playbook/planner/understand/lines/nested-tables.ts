import type { ReadingContext } from '../../grammar/slots/context.ts';
import { isIdentifier } from '../../grammar/slots/names.ts';
import { notSections } from '../../lexicon/designs.ts';
import { words } from '../../lexicon/words.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf, tokenize } from '../../text/tokens.ts';
import { isOfPage } from '../about/of-page.ts';
import { fieldLine } from './field-line.ts';
import { headsDatabase } from './parts.ts';

const forTables =
  /\b(?:new|create|add|missing|introduce|following|need|neue|nuevas?|nouvelles?|novas?)\b.*\b(?:tables|models|entities|tabellen|tablas|tabelas)\b/;
/** `Add the column … to the models`: the tables are there. */
const intoTables =
  /\b(?:columns?|fields?|index(?:es)?|timestamps?)\b.*\b(?:to|on|in|of|for)\b.*\b(?:tables|models|entities)\b/;
const forColumns =
  /\b(?:new|add|missing|following|extend|need|neue|fehlende|nuevas?|nouvelles?|novas?)\b.*\b(?:columns|fields|spalten|felder|columnas|campos|colonnes|champs|colunas)\b/;
/** Longer ones say more than that. */
const longest = 9;

const fillers: ReadonlySet<string> = new Set([
  ...words.the,
  ...words.table,
  'model',
  'entity',
  'new',
  ':',
  '(',
  ')',
]);

const things: ReadonlySet<string> = new Set([
  ...words.column,
  ...words.index,
  'constraints',
  'changes',
  'new',
]);

/** The one word of a line or heading that is a table's name. */
function nameAlone({ tokens, from }: Sentence): Token | undefined {
  const named = tokens.filter(({ low }) => !fillers.has(low));
  const [only] = named;
  if (from === 'heading' && only?.kind === 'word' && notSections.has(only.low)) return undefined;
  return named.length === 1 && only && only.kind !== 'punct' && isIdentifier(only.text) ? only : undefined;
}

const isItem = (sentence: Sentence | undefined, depth: number): boolean =>
  sentence?.from === 'item' && sentence.depth > depth && sentence.checked !== true;

/**
 * Under `New tables:` or `Add the following columns:`, a line or heading that is the name of a table, with lines of
 * columns below: the order that it stands for.
 */
export function withNestedTables(
  sentences: readonly Sentence[],
  exhibits: readonly Exhibit[],
  context: ReadingContext,
): readonly Sentence[] {
  const { names } = context;
  let lead: { readonly at: number; readonly tables: boolean } | undefined;
  const typed = (at: number, depth: number): boolean => {
    const end = sentences.findIndex((one, index) => index > at && !isItem(one, depth));
    return sentences
      .slice(at + 1, end === -1 ? sentences.length : end)
      .every(({ tokens }) => fieldLine(tokens, context)?.facts.facts.type !== undefined);
  };
  const given: (Sentence | undefined)[] = [...sentences];
  const settled = new Set<number>();
  sentences.forEach((sentence, at) => {
    const text = fold(textOf(sentence.tokens));
    if (sentence.tokens.length <= longest && sentence.from !== 'item') {
      const tables = forTables.test(text) && !intoTables.test(text);
      if ((tables || forColumns.test(text)) && !isOfPage(text, names)) {
        lead = { at, tables };
        return;
      }
    }
    if (headsDatabase(sentence)) {
      lead = { at: -1, tables: true };
      return;
    }
    const told = lead?.at === -1;
    const line = sentence.from === 'item' || sentence.from === 'heading';
    if (!lead || (!line && !told)) return;
    const only = nameAlone(sentence);
    if (!only && sentence.from === 'heading' && told) lead = undefined;
    // Of a database everything may be told: only lines that are columns say that these are wanted.
    if (!lead || (told && !typed(at, sentence.from === 'item' ? sentence.depth : -1))) return;
    const below =
      isItem(sentences[at + 1], sentence.from === 'item' ? sentence.depth : -1) ||
      (sentence.from === 'heading' && !told && exhibits.some(({ block }) => block === sentence.block + 1));
    if (!only || !below) return;
    const known = names.knownTable(only.text);
    if (!known && (!lead.tables || things.has(only.low))) return;
    const tokens = [
      ...tokenize(known ? 'add columns to' : 'create table'),
      { ...only, spaced: true, ...(known ? {} : { kind: 'code' as const, inner: [only] }) },
    ];
    given[at] = { ...sentence, from: 'paragraph', tokens };
    settled.add(lead.at);
  });
  return given.flatMap((sentence, at) => (sentence && !settled.has(at) ? [sentence] : []));
}
