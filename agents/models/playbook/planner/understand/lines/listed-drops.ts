import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { words } from '../../lexicon/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf, tokenize } from '../../text/tokens.ts';
import { destroys } from '../verdict/destructive.ts';

/* `Drop the old tables` above the names of those that nobody uses, or `Remove unused columns`: an order for each of them. */

const disused = `(?:${[
  ...words.disused,
  'are not needed',
  'are not used by anything',
  'are not in use anymore',
  'are leftovers',
].join('|')})`;
const dropping =
  /^(?:(?:please|we (?:can|should|need to)|let's|add migrations? to|add a migration to|write a migration to|to) )*(?:drop|remove|delete|get rid of|dropping|removing|deleting)\b/;
const tableNoun = /\b(?:tables|tabellen|tablas|tabelas)\b/;
const columnNoun = /\b(?:columns|fields|spalten|columnas|colonnes|colunas)\b/;
/** Of the things below. */
const headsOf = (noun: RegExp): RegExp =>
  new RegExp(
    String.raw`\b(?:following|these|those|unused|obsolete|legacy|old|deprecated)\b.*${noun.source}|${noun.source}.*\b(?:below|${disused}|(?:can|should|will|shall|may|must) (?:now |safely )?be (?:dropped|removed|deleted))`,
  );
const told = new RegExp(
  String.raw`^(?:the )?(?<names>\W*\w+\W*(?:(?:,| and|, and| &) \W*\w+\W*)*) tables? ${disused}$`,
);
/** The writer does not know all of them, or not for sure. */
const open =
  /\b(?:maybe|perhaps|probably|and so on|many more|not sure|unless|except|should we|precise list|check (?:if|whether)|verify|once|after|when)\b|\betc\b|\?/i;
const examples = /\b(?:for example|e\.g|such as)\b/i;
const aside = new RegExp(
  String.raw`^[(:–-]?\s*(?:(?:it is|is) )?(?:unused|deprecated|obsolete|empty|${disused})\W*$`,
);

const tableOf = (token: Token | undefined, { names }: ReadingContext): CatalogTable | undefined =>
  token && token.kind !== 'punct' ? names.knownTable(token.text) : undefined;

/** The table that a line of the list names, and nothing else of it. */
function tableOfLine({ tokens }: Sentence, context: ReadingContext): string | undefined {
  const [first, ...others] = tokens;
  const rest = fold(textOf(others));
  const table = rest === '' || rest === 'table' || aside.test(rest) ? tableOf(first, context) : undefined;
  return table && tableOrder(table);
}

/** The same of a column with its table: `users.hackney`. */
function columnOfLine({ tokens }: Sentence, context: ReadingContext): string | undefined {
  const [first, ...others] = tokens;
  const rest = fold(textOf(others));
  const [, owner = '', name = ''] = /^(\w+)\.(\w+)$/.exec(first?.text ?? '') ?? [];
  const table = context.names.knownTable(owner);
  const column = table?.columns.find((one) => one.name === name);
  if (!table || !column || !(rest === '' || rest === 'column' || aside.test(rest))) return undefined;
  return `Drop the column \`${table.name}.${column.name}\``;
}

interface Thing {
  readonly noun: RegExp;
  readonly heads: RegExp;
  readonly ofLine: (line: Sentence, context: ReadingContext) => string | undefined;
}
const things: readonly Thing[] = [
  { noun: tableNoun, heads: headsOf(tableNoun), ofLine: tableOfLine },
  { noun: columnNoun, heads: headsOf(columnNoun), ofLine: columnOfLine },
];

function listBelow(sentences: readonly Sentence[], at: number): readonly Sentence[] {
  const end = sentences.findIndex(({ from }, index) => index > at && from !== 'item');
  return sentences.slice(at + 1, end === -1 ? undefined : end);
}

const tableOrder = ({ name }: CatalogTable): string => `Drop the table \`${name}\``;
const order = (like: Sentence, text: string): Sentence => ({
  ...like,
  from: 'paragraph',
  tokens: tokenize(text),
});

export const withListedDrops = (
  sentences: readonly Sentence[],
  context: ReadingContext,
): readonly Sentence[] => things.reduce((given, thing) => withDrops(given, thing, context), sentences);

function withDrops(
  sentences: readonly Sentence[],
  { noun, heads, ofLine }: Thing,
  context: ReadingContext,
): readonly Sentence[] {
  const title = sentences.filter(({ from }) => from === 'title');
  const [first] = title;
  const named = (one: Sentence): boolean => one.tokens.some((token) => tableOf(token, context));
  const titled = title.length === 1 && first ? fold(textOf(first.tokens)) : '';
  const ordered =
    first !== undefined &&
    (destroys(first.tokens) || dropping.test(titled)) &&
    noun.test(titled) &&
    !named(first);
  const unsure = ({ tokens, asks, from }: Sentence): boolean => {
    const text = textOf(tokens);
    return asks || open.test(text) || (examples.test(text) && (from === 'item' || noun.test(fold(text))));
  };
  if (sentences.some(unsure)) return sentences;
  const given: Sentence[] = [];
  let found = false;
  for (let at = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at] as Sentence;
    const text = fold(textOf(sentence.tokens)).replaceAll('`', '');
    const leads =
      sentence === first
        ? ordered
        : (dropping.test(text) && noun.test(text)) || (ordered && heads.test(text));
    const items = leads && sentence.from !== 'item' ? listBelow(sentences, at) : [];
    const orders = items.map((one) => ofLine(one, context));
    const listed = items.length > 0 && !named(sentence);
    if (listed && orders.every((one) => one !== undefined)) {
      given.push(...items.map((one, index) => order(one, orders[index] ?? '')));
      at += items.length;
      found = true;
      continue;
    }
    const names = ordered ? (told.exec(text)?.groups?.names ?? '') : '';
    const marked = names === '' ? [] : sentence.tokens.filter((token) => tableOf(token, context));
    const all = names.split(/,| and | & /).filter((name) => /\w/.test(name));
    if (names !== '' && marked.length === all.length) {
      given.push(
        ...marked.map((token) => order(sentence, tableOrder(tableOf(token, context) as CatalogTable))),
      );
      found = true;
    } else given.push(sentence);
  }
  // What the title asks for in sum is said.
  return found && ordered ? given.filter((one) => one !== first) : given;
}
