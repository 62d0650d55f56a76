import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnLabels, designNouns, notSections } from '../../lexicon/designs.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { tableNameOf } from '../../resolve/convention.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { fieldLine } from '../lines/field-line.ts';
import { columnParts } from './columns.ts';
import { isOfClient } from './of-client.ts';
import { relationsIn } from './relations.ts';

/* A design of several tables: the name of each above its columns, or in front of them, `posts: id, title, body`. */

const speaks = new Phrases(
  'database|databases|schema|tables|table|models|model|entities|entity|erd|er diagram|data model|tablas|tabla|tabelas|tabela|entidades|base de datos|banco de dados|migrations|migration'.split(
    '|',
  ),
);
const fewest = 2;

interface Section {
  readonly at: number;
  readonly end: number;
  readonly name: Token;
  readonly model: boolean;
  readonly columns: readonly (readonly Token[])[];
  readonly typed: number;
  /** `Table: posts`, and right behind it `Columns:`. */
  readonly labelled: boolean;
}

const isName = (token: Token | undefined): token is Token =>
  (token?.kind === 'word' || token?.kind === 'code') &&
  /^\p{L}[\p{L}\p{N}_]*$/u.test(token.text) &&
  (!isStopword(token) || token.text.includes('_')) &&
  !notSections.has(token.low) &&
  !columnLabels.has(token.low);

/** `Table: posts`, `posts (blog posts)`, `Post model`: the name that stands above columns, and where it ends. */
function nameOf(
  tokens: readonly Token[],
): { name: Token; model: boolean; next: number; leads: boolean } | undefined {
  let at = /^(?:the|a|an)$/.test(tokens[0]?.low ?? '') ? 1 : 0;
  let noun = '';
  const isNoun = (token: Token | undefined): boolean => token?.kind === 'word' && designNouns.has(token.low);
  while (isNoun(tokens[at]) || (noun !== '' && tokens[at]?.text === ':')) {
    if (isNoun(tokens[at])) noun = tokens[at]?.low ?? noun;
    at += 1;
  }
  const name = tokens[at];
  if (!isName(name)) return undefined;
  let next = at + 1;
  while (isNoun(tokens[next])) {
    noun = tokens[next]?.low ?? '';
    next += 1;
  }
  // `The Author model should have the following fields:`
  const leads = noun !== '' && isLead(tokens, next);
  return {
    name,
    model: noun === 'model' || noun === 'entity',
    next: leads ? tokens.length - 1 : next,
    leads,
  };
}

const leadWords: ReadonlySet<string> = new Set(
  'should will must shall needs to have has contain contains include includes the following these fields columns attributes properties'.split(
    ' ',
  ),
);
const isLead = (tokens: readonly Token[], from: number): boolean =>
  /^(?:should|will|must|shall|needs|has|contains|includes)$/.test(tokens[from]?.low ?? '') &&
  tokens
    .slice(from)
    .every(({ low, text }, at, { length }) => leadWords.has(low) || (text === ':' && at === length - 1)) &&
  tokens.at(-1)?.text === ':';

/** `(PK) id: integer` */
const keyLast = (tokens: readonly Token[]): readonly Token[] =>
  tokens[0]?.text === '(' && tokens[2]?.text === ')' && /^(?:pk|fk)$/.test(tokens[1]?.low ?? '')
    ? [...tokens.slice(3), ...tokens.slice(0, 3)]
    : tokens;

/** `uuid`, `required`: what is said of a column, and none. */
function isSaid(part: readonly Token[], context: ReadingContext): boolean {
  const { facts, left } = scanFacts(part, context);
  return Object.keys(facts).length > 0 && left.length === 0;
}

const isColumnLine = (tokens: readonly Token[], context: ReadingContext): boolean => {
  const line = fieldLine(tokens, context);
  return (
    line !== undefined &&
    (columnParts(tokens, context)?.length === 1 ||
      (line.facts.facts.type !== undefined && line.facts.left.length === 0))
  );
};

function sectionAt(sentences: readonly Sentence[], at: number, context: ReadingContext): Section | undefined {
  const head = sentences[at];
  if (!head || head.from === 'title' || head.from === 'quote' || head.asks || head.checked === true)
    return undefined;
  const named = nameOf(head.tokens);
  if (!named) return undefined;
  const { name, model, next } = named;
  const labelled = columnLabels.has(head.tokens[next]?.low ?? '') && head.tokens[next + 1]?.text === ':';
  const behind = withoutRemark(head.tokens.slice(next + (labelled ? (head.tokens[next + 2] ? 1 : 2) : 0)));
  const own = behind[0]?.text === ':' || behind[0]?.text === '(' ? insideOf(behind) : behind;
  if (own.length > 0) {
    const columns = behind === own ? undefined : columnParts(own, context);
    if (!columns || columns.length < fewest || columns.some((part) => isSaid(part, context)))
      return undefined;
    return { at, end: at + 1, name, model, columns, typed: 0, labelled };
  }
  const line = sentences[at + 1];
  const said = line?.from === 'paragraph' && columnLabels.has(line.tokens[0]?.low ?? '');
  const told = said && line.tokens[1]?.text === ':' ? columnParts(line.tokens.slice(2), context) : undefined;
  if (told && told.length >= fewest && next > 1)
    return { at, end: at + 2, name, model, columns: told, typed: 0, labelled: true };
  const columns: (readonly Token[])[] = [];
  let end = at + 1;
  let typed = 0;
  // `tags` above `posts` are two names; `tags:` has something below.
  const closed = head.from === 'heading' || head.tokens.at(-1)?.text === ':';
  for (let line = sentences[end]; line; line = sentences[end]) {
    const deeper = head.from !== 'item' || line.depth > head.depth;
    const fits =
      line.checked !== true &&
      !line.asks &&
      (line.from === 'item' ? deeper : line.from === 'paragraph' && head.from !== 'item');
    if (!fits || !isColumnLine(line.tokens, context)) break;
    const isTyped = fieldLine(line.tokens, context)?.facts.facts.type !== undefined;
    if (line.from === 'paragraph' && !closed && !isTyped) break;
    // `Associations:`
    if (line.from === 'paragraph' && sections(line) && notSections.has(line.tokens[0]?.low ?? '')) break;
    // `tags` above `id`: the next table.
    if (
      line.from === 'paragraph' &&
      sections(line) &&
      line.block > head.block + 1 &&
      isHead(sentences, end, context)
    )
      break;
    columns.push(keyLast(line.tokens));
    if (isTyped) typed += 1;
    end += 1;
  }
  return columns.length < (named.leads ? 1 : fewest)
    ? undefined
    : { at, end, name, model, columns, typed, labelled };
}
const sections = ({ tokens }: Sentence): boolean => tokens.at(-1)?.text === ':';
const isHead = (sentences: readonly Sentence[], at: number, context: ReadingContext): boolean =>
  sectionAt(sentences, at, context) !== undefined;

/** `(catalogue)` behind a name, with the columns further on. */
function withoutRemark(tokens: readonly Token[]): readonly Token[] {
  const close = tokens[0]?.text === '(' ? tokens.findIndex(({ text }) => text === ')') : -1;
  const more = tokens.slice(close + 1);
  return close > 0 &&
    close < 6 &&
    !tokens.slice(0, close).some(({ text }) => text === ',') &&
    (more.length === 0 || more[0]?.text === ':')
    ? more
    : tokens;
}

/** What stands behind the colon, or in the bracket that ends the line. */
function insideOf(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text === ':') return tokens.slice(1);
  return tokens.at(-1)?.text === ')' ? tokens.slice(1, -1) : tokens;
}

/** A name alone above something that is no list of columns. */
const isUnreadHead = ({ tokens, from }: Sentence, at: number, found: readonly Section[]): boolean =>
  found.some(({ end }) => end <= at) &&
  !found.some((one) => at >= one.at && at < one.end) &&
  (from === 'heading'
    ? isName(tokens[0]) && tokens.length - (tokens.at(-1)?.text === ':' ? 1 : 0) === 1
    : from === 'paragraph' && unreadModel.test(textOf(tokens)));
/** `The Player model will contain whatever we need` */
const unreadModel =
  /^(?:the |an? )?\w+ (?:model|table|entity) (?:should|will|must|shall) (?:have|contain|include|store)\b/i;

/** The orders that such a design stands for; the sentences as they are where it is none. */
export function withSections(sentences: readonly Sentence[], context: ReadingContext): readonly Sentence[] {
  if (isOfClient(sentences) || !sentences.some(({ tokens, from }) => from !== 'quote' && speaks.in(tokens)))
    return sentences;
  const found: Section[] = [];
  for (let at = 0; at < sentences.length; ) {
    const section = sectionAt(sentences, at, context);
    if (section) found.push(section);
    at = section?.end ?? at + 1;
  }
  const names = new Set(found.map(({ name }) => nameKey(name.text)));
  const clear =
    found.length >= fewest ||
    found.some(({ columns, typed, labelled }) => labelled || (typed === columns.length && typed > fewest));
  const known = found.some(({ name }) => context.names.knownTable(name.text) !== undefined);
  // Half of a design would be another one.
  const half = sentences.some((one, at) => isUnreadHead(one, at, found));
  if (!clear || known || half || names.size < found.length) return sentences;
  const called = new Map(
    found.map(({ name, model }) => [
      nameKey(name.text),
      model ? tableNameOf(name.text, context.names.convention) : name.text,
    ]),
  );
  const { said, keys, joins } = relationsIn(sentences, called);
  const [first] = found;
  const joined = first && sentences[first.at];
  const made = sentences.flatMap((sentence, at) => {
    if (said.has(sentence)) return [];
    const section = found.find((one) => at >= one.at && at < one.end);
    if (!section)
      return names.has(nameKey(textOf(sentence.tokens))) && sentence.from !== 'title' ? [] : [sentence];
    if (section.at !== at) return [];
    const name = called.get(nameKey(section.name.text)) ?? '';
    const more = (keys.get(nameKey(section.name.text)) ?? []).filter(
      (key) =>
        !section.columns.some(([own]) => nameKey(own?.text ?? '') === nameKey(key.split(' ')[0] ?? '')),
    );
    return tableOf(sentence, name, [...section.columns, ...more.map(tokenize)]);
  });
  return joined
    ? [...made, ...joins.flatMap(({ name, columns }) => tableOf(joined, name, columns.map(tokenize)))]
    : made;
}

/** The order of a table, and a line for each of its columns. */
function tableOf(
  sentence: Sentence,
  name: string,
  columns: readonly (readonly Token[])[],
): readonly Sentence[] {
  const rest = { ...sentence, section: '', checked: null };
  return [
    { ...rest, from: 'paragraph', tokens: tokenize(`create table \`${name}\``) },
    ...columns.map((tokens) => ({ ...rest, from: 'item' as const, inline: true, tokens })),
  ];
}
