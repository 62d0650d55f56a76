import type { ReadingContext } from '../../grammar/slots/context.ts';
import { otherTables } from '../../lexicon/designs.ts';
import { databaseWords, tabularWords } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';

/* A hash table, a routing table, a table of LaTeX: what a title calls a table and no database has. */

const own = new Phrases(
  [...databaseWords].filter(
    (word) => !tabularWords.has(word) && word !== 'index' && word !== 'enum' && word !== 'nullable',
  ),
);
const tables: ReadonlySet<string> = new Set(['table', 'tables', 'tabular', 'longtable', 'datatable']);

/** `hash table`, `table of contents`, `to latex: tables` */
function otherIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ low }) => tables.has(low.split('-').at(-1) ?? ''));
  if (at === -1) return undefined;
  const joined = tokens[at]?.low.split('-').at(-2);
  const before = joined ?? tokens[at - 1]?.low ?? '';
  if (otherTables.has(before))
    return joined === undefined ? textOf(tokens.slice(at - 1, at + 1)) : tokens[at]?.text;
  if (tokens.some(({ low }) => typesetters.has(low))) return 'a table of a document';
  return rest.test(textOf(tokens.slice(at + 1))) ? 'a table of a page' : undefined;
}
const typesetters: ReadonlySet<string> = new Set(
  'latex html markdown pdf docx epub rst asciidoc pandoc tikz xlsx pptx'.split(' '),
);
/** What is said of tables on pages. */
const rest =
  /^(?:component|directive|directives|headers?|captions?|cells?|borders?|improvements?|sorting|pagination|layout|styling|formatting|widths?)\b|\b(?:sticky|rowspan|colspan|pagination|resiz\w+|scroll\w*)\b/i;

/** The table of something else that a request is about; undefined where a word in it is of this database. */
export function otherTable(sentences: readonly Sentence[], { names }: ReadingContext): string | undefined {
  const title = sentences.find(({ from }) => from === 'title');
  const found = title && otherIn(title.tokens);
  if (found === undefined) return undefined;
  const database = sentences.some(
    ({ tokens }) =>
      own.in(tokens) ||
      tokens.some(
        ({ text, kind }) => (kind === 'code' || text.includes('_')) && names.knownTable(text) !== undefined,
      ),
  );
  return database ? undefined : found;
}
