import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts, scanFacts } from '../../attributes/read.ts';
import { type ColumnReading, columns } from '../../grammar/slots/columns.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { type NameReading, nameOf } from '../../grammar/slots/names.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { readRuleBeside } from '../any-order/beside.ts';
import type { Draft } from '../draft.ts';
import { plainIndex } from '../indexes/plain.ts';
import { attributeKeys, fieldLine, fieldLines, isProse } from '../lines/field-line.ts';
import { tableOf } from '../mentioned.ts';
import { isCriteria } from '../told/contexts.ts';
import type { Left, Topic } from '../topic.ts';
import { namesSomeRows } from '../verdict/destructive.ts';
import { absorb, absorbSplit, isGroupAmong } from './absorb.ts';
import { comparesNew } from './new-column-rules.ts';
import { continuesAbout, isForOther, namesColumn, subjectsAt, wishOf } from './subject.ts';
import { tableComparison, withoutComparison } from './table-comparison.ts';
import { tableIndex, tableKeys } from './table-keys.ts';
import { tableReferences } from './table-references.ts';

/** How a sentence without a request of its own goes on about what was spoken of. */
export interface Further {
  /** What it leaves open. */
  readonly left: NonNullable<Left>;
  /** What the text speaks of from here on, where that is something else. */
  readonly topic?: Topic;
  /** It goes on, and nobody understood how. */
  readonly unread?: boolean;
}

const settled: Further = { left: [] };
const unread: Further = { left: [], unread: true };
const further = (left: Left): Further | undefined => (left === undefined ? undefined : { left });

/** Takes into the draft what a sentence says more about the topic; undefined where it says nothing about it. */
export function goesOn(
  topic: Topic,
  sentence: Sentence,
  draft: Draft,
  context: ReadingContext,
  /** Tables that the whole text speaks of. */
  mentioned: readonly CatalogTable[],
): Further | undefined {
  const { tokens, from } = sentence;
  switch (topic.kind) {
    case 'spoken': {
      const wish = wishOf(topic, tokens, context);
      if (wish === undefined) return undefined;
      if (wish === 'unread') return unread;
      draft.rules.push(wish);
      return settled;
    }
    case 'split':
      return from === 'item' ? further(absorbSplit(tokens, topic.draft, context)) : undefined;
    case 'table':
      return ofTable(topic, sentence, draft, context);
    case 'columns':
      return ofColumns(topic, sentence, draft, context, mentioned);
    case 'moreColumns': {
      const names = from === 'item' ? namesLine(tokens) : undefined;
      if (names) {
        for (const { name } of names) draft.column(name, topic.table, noFacts, true);
        return settled;
      }
      const line = from === 'title' ? undefined : fieldLine(tokens, context);
      if (!line) return undefined;
      // `- [ ] PR reviewed`, below what is done then: a box to tick.
      if (isCriteria(sentence) && draft.begun && line.facts.facts.type === undefined && !isMarked(tokens))
        return undefined;
      draft.column(line.name, topic.table, line.facts, true);
      return { left: line.facts.left };
    }
    default: {
      const left = absorb(topic, tokens, draft, context);
      // `Where it is null, keep it.`: a condition of its own, for something else than the last request.
      const conditional = topic.kind === 'existing' && namesSomeRows(tokens.slice(0, 3));
      if (conditional && (left === undefined || left.flat().length > 0)) return unread;
      return further(left);
    }
  }
}

const isMarked = ([first]: readonly Token[]): boolean =>
  first?.kind === 'code' || /_/.test(first?.text ?? '');

const verbs = new Phrases([
  ...changeVerbs,
  'write',
  'run',
  'test',
  'ensure',
  'make sure',
  'verify',
  'document',
  'deploy',
]);
const mostWords = 6;

/** Below lines that are columns, a short one without a verb is a column, too, and nobody knows which. */
function ofTable(
  topic: Extract<Topic, { kind: 'table' }>,
  sentence: Sentence,
  draft: Draft,
  context: ReadingContext,
): Further | undefined {
  const { columns } = topic.draft;
  const before = columns.length;
  const [, owner = ''] = /^(\w+)\.\w+$/.exec(sentence.tokens[0]?.text ?? '') ?? [];
  // `profiles.school_id → schools.id`, below the columns of schools: one of another table.
  const other = context.names.knownTable(owner);
  if (sentence.from === 'item' && other && other !== topic.draft.name.table) return unread;
  const read = lineOfTable(topic, sentence, draft, context);
  if (sentence.from !== 'item') return read;
  const listed = topic.draft.listed === sentence.block - 1 && sentence.checked === null;
  const short = sentence.tokens.length <= mostWords && !verbs.startsAt(sentence.tokens, 0);
  if (!sentence.inline && (columns.length > before || (listed && read === undefined && short)))
    topic.draft.listed = sentence.block;
  return read ?? (listed && short ? unread : undefined);
}

const uuidKey =
  /^(?:(?:use |using )?(?:an? )?uuids? (?:(?:for|as)(?: the| its)? )?(?:primary keys?|pk|ids?)|(?:all |the |our )*(?:ids?|primary keys?) (?:are|is|should be|must be) (?:an? )?uuids?(?: everywhere| as (?:everywhere|usual|always)| too)?)$/i;
const columnNouns: ReadonlySet<string> = new Set(words.column);

/** `Columns: id (uuid), email (varchar)` */
function columnsLine(
  tokens: readonly Token[],
  context: ReadingContext,
): readonly ColumnReading[] | undefined {
  if (!columnNouns.has(tokens[0]?.low ?? '') || tokens[1]?.text !== ':') return undefined;
  return columns(tokens, 2, context).find(({ next }) => next === tokens.length)?.value;
}

/** `created_at, updated_at`: written as identifiers. */
function namesLine(tokens: readonly Token[]): readonly Pick<ColumnReading, 'name' | 'facts'>[] | undefined {
  const names = tokens.filter((_, at) => at % 2 === 0);
  const listed = tokens.every(({ text, low, kind }, at) =>
    at % 2 === 0 ? kind !== 'punct' && /^\w*(?:_|[a-z][A-Z])\w*$/.test(text) : /^(?:,|and|&)$/.test(low),
  );
  return listed && names.length > 1 && names.length * 2 - 1 === tokens.length
    ? names.map(({ text }) => ({ name: nameOf(text, true), facts: noFacts }))
    : undefined;
}

/** `And a join table x linking …`: what follows is about that one. */
const otherTable =
  /^(?:(?:and|also|plus|then|we need|add|create) )*(?:an?|another|the) (?:new |second |further |separate |join |junction |linking |mapping |link )+table\b/i;

function lineOfTable(
  topic: Extract<Topic, { kind: 'table' }>,
  sentence: Sentence,
  draft: Draft,
  context: ReadingContext,
): Further | undefined {
  const { tokens, from } = sentence;
  if (otherTable.test(textOf(tokens))) return unread;
  if (tableKeys(tokens, topic.draft, context) || tableReferences(tokens, topic.draft, context))
    return settled;
  const compared = tableComparison(tokens, topic.draft);
  if (compared) return compared === 'read' ? settled : unread;
  if (uuidKey.test(textOf(tokens))) {
    const id: NameReading = { text: 'id', marked: true };
    const made = { kind: 'uuid', text: 'gen_random_uuid()' } as const;
    draft.tableColumn(topic.draft, id, {
      ...noFacts,
      facts: { type: 'uuid', primaryKey: true, default: made },
    });
    draft.notes.push(`the id of ${topic.draft.name.text} is made by gen_random_uuid()`);
    return settled;
  }
  const told = columnsLine(tokens, context);
  if (told && isGroupAmong(told)) return unread;
  const listed = told ?? (from === 'item' ? namesLine(tokens) : undefined);
  if (listed) {
    for (const { name, facts } of listed) draft.tableColumn(topic.draft, name, facts);
    return { left: listed.flatMap(({ facts }) => facts.left) };
  }
  const index = tableIndex(tokens, topic.draft, context);
  if (index) {
    draft.rules.push(plainIndex(topic.draft.name, [...index]));
    return settled;
  }
  const lines = from === 'title' ? undefined : fieldLines(tokens, context);
  if (lines) {
    for (const { name, facts } of lines) draft.tableColumn(topic.draft, name, facts);
    return { left: lines.flatMap(({ facts }) => facts.left) };
  }
  const pair = from === 'title' || tokens[1]?.text !== ':' ? undefined : fieldLine(tokens, context);
  // `code: varchar(30), unique`: the name stands in front of the colon.
  if (pair?.facts.facts.type !== undefined && !attributeKeys.has(pair.name.text.toLowerCase())) {
    draft.tableColumn(topic.draft, pair.name, pair.facts);
    return { left: withoutComparison(tokens, pair.facts.left, topic.draft) };
  }
  // `` `is_open` (default: `false`) ``
  const bracketed =
    from === 'item' && tokens[0]?.kind === 'code' && tokens[1]?.text === '(' && tokens.at(-1)?.text === ')';
  const absorbed = bracketed ? undefined : absorb(topic, tokens, draft, context);
  if (absorbed !== undefined) return { left: absorbed };
  const line = fieldLine(tokens, context);
  // A box to tick says what is to do, unless it has a type.
  const marked = tokens[0]?.kind === 'code' && tokens[1]?.kind === 'punct';
  // … or stands as a name, with what is said of it, or right below one that is a column.
  const below = topic.draft.listed === sentence.block - 1 && tokens.length === 1;
  const ticked =
    line !== undefined &&
    line.facts.left.length === 0 &&
    (below || isMarked(tokens) || Object.keys(line.facts.facts).length > 0);
  const named = from === 'item' && (sentence.checked === null ? marked || !isCriteria(sentence) : ticked);
  if (line && !isProse(line) && (named || line.facts.facts.type !== undefined)) {
    draft.tableColumn(topic.draft, line.name, line.facts);
    return { left: line.facts.left };
  }
  // `userId: id, relates to …`: a column as the lines around it, in words that nobody knows.
  if (
    line &&
    tokens[1]?.text === ':' &&
    /^[a-z]\w*$/.test(line.name.text) &&
    !attributeKeys.has(line.name.text)
  )
    return unread;
  // Facts without a name are about the column that was spoken of last.
  const { columns } = topic.draft;
  const column =
    columns.find(({ name }) => namesColumn(tokens.slice(0, 4), [name.text])) ??
    (from === 'item'
      ? undefined
      : columns.findLast(({ name }) => continuesAbout(tokens.slice(0, 4), [name.text], context)));
  if (!column) return undefined;
  const facts = scanFacts(tokens, context);
  draft.tableColumn(topic.draft, column.name, facts);
  return Object.keys(facts.facts).length > 0 ? { left: facts.left } : undefined;
}

function saysValuesOfOther(
  tokens: readonly Token[],
  names: readonly string[],
  context: ReadingContext,
): boolean {
  const { facts, left } = scanFacts(tokens, context);
  return facts.oneOf !== undefined && left.length > 0 && !namesColumn(tokens, names);
}

function ofColumns(
  topic: Extract<Topic, { kind: 'columns' }>,
  { tokens, from }: Sentence,
  draft: Draft,
  context: ReadingContext,
  mentioned: readonly CatalogTable[],
): Further | undefined {
  const names = topic.drafts.map(({ name }) => name.text);
  const line = from === 'item' || from === 'paragraph' ? fieldLine(tokens, context) : undefined;
  const known = line && topic.drafts.find(({ name }) => nameKey(name.text) === nameKey(line.name.text));
  if (line && known) {
    draft.column(known.name, known.table, line.facts, true);
    return { left: line.facts.left };
  }
  const isNew =
    line?.facts.facts.type !== undefined &&
    !isProse(line) &&
    !attributeKeys.has(line.name.text.toLowerCase());
  if (line && isNew) {
    const column = draft.column(line.name, topic.table, line.facts, true);
    return { left: line.facts.left, topic: { ...topic, drafts: [...topic.drafts, column] } };
  }
  const existing = tableOf(topic.table, mentioned);
  const other =
    existing && !namesColumn(tokens, names)
      ? readRuleBeside(tokens, existing, from === 'item', draft, context)
      : undefined;
  if (other) return other === 'read' ? settled : unread;
  if (existing && comparesNew(tokens, topic.drafts, existing, draft)) return settled;
  const said = subjectsAt(tokens, topic.drafts);
  if (said) return further(absorb({ ...topic, drafts: said.drafts }, said.rest, draft, context));
  if (continuesAbout(tokens, names, context) && isForOther(tokens, names, context)) return unread;
  // `- personal links (name & url)`: as likely another column than a word about this one.
  if (from === 'item' && saysValuesOfOther(tokens, names, context)) return unread;
  return continuesAbout(tokens, names, context) ? further(absorb(topic, tokens, draft, context)) : undefined;
}
