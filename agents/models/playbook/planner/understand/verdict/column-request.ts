import { criterionForms } from '../../grammar/forms/columns.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import {
  columnParts,
  columnSorts,
  notColumns,
  notNominal,
  notTables,
  tableSorts,
} from '../../lexicon/stopwords.ts';
import { typeWords } from '../../lexicon/types.ts';
import { words } from '../../lexicon/words.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Intent } from '../intents.ts';
import { isCriteria } from '../told/contexts.ts';

/** A `unique` constraint: marked as SQL, and no name. */
const keywords =
  /^(?:default|not null|unique|null|primary key|check|foreign key|constraint|on delete cascade)$/i;

/** `add a button to tasks`, `add support for x`: the form fits, and no column is meant. */
export function isColumnRequest(intent: Intent): boolean {
  const columns = (intent.captures.columns ?? []) as readonly {
    name: { text: string; marked: boolean };
    explicit: boolean;
  }[];
  const { table: one, tables } = intent.captures as {
    table?: TableReading;
    tables?: readonly TableReading[];
  };
  const table = one ?? tables?.[0];
  const nothing = columns.some(({ name, explicit }) => {
    const words = name.text.toLowerCase().split(/[ _]/);
    if (intent.nominal && !name.marked && words.some((word) => notNominal.has(word))) return true;
    if (intent.nominal && !name.marked && changeVerbs.has(words[0] ?? '')) return true;
    // `Negative attempts in user_progress`: what is wrong with a column that is there.
    if (intent.nominal && !name.marked && words.length > 1 && isColumnOf(table, words.at(-1) ?? ''))
      return true;
    if (intent.nominal && nounsOfTitles.has(name.text.toLowerCase())) return true;
    if (keywords.test(name.text)) return true;
    if (name.marked) return false;
    if (columnSorts.has(name.text.toLowerCase())) return true;
    return explicit ? columnParts.has(words[0] ?? '') : notColumns.has(words.at(-1) ?? '');
  });
  if (columns.some(({ name }) => namesOther(name.text, intent) || isTypeOf(name, intent))) return false;
  // `This ID should be stored on the order`: the one spoken of.
  if (columns.some(({ name }) => /^id$/i.test(name.text) && !name.marked && isColumnOf(table, 'id')))
    return false;
  if (table === undefined && nothingButText(intent)) return false;
  if (columns.every(({ name }) => !name.marked) && isPurpose(intent)) return false;
  const placed = table === undefined || table.table !== undefined || table.marked;
  if (criteria.has(intent.source) && !isCriteria(intent.sentence)) return false;
  const explicit = columns.every((column) => column.explicit);
  if (nothing) return false;
  return explicit || (intent.kind === 'addColumn' && table !== undefined && placed);
}

const criteria: ReadonlySet<string> = new Set(criterionForms);
/** `the fields for the address`: what they are for, and no name of one. */
const isPurpose = ({ sentence: { tokens }, start, next }: Intent): boolean =>
  tokens.some(
    ({ low }, at) =>
      at > start && at < next - 1 && /^(?:columns|fields)$/.test(low) && tokens[at + 1]?.low === 'for',
  );

const isColumnOf = (table: TableReading | undefined, word: string): boolean =>
  table?.table !== undefined && /^(?:exact|spelling)$/.test(columnOf(table.table, word).how);
/** `Old names in profiles`: what the body is about. */
const nounsOfTitles: ReadonlySet<string> = new Set(['names', 'naming']);

const others: ReadonlySet<string> = new Set(
  'index indexes indices constraint trigger function view policy sequence extension'.split(' '),
);
/** `an index tasks_due_date`: the name is that of the index. */
const namesOther = (name: string, { sentence: { tokens }, start, next }: Intent): boolean =>
  tokens.some(
    ({ text }, at) => at > start && at < next && text === name && others.has(tokens[at - 1]?.low ?? ''),
  );

/** `Store money as numeric`: the type of it. */
const isTypeOf = (
  { text, marked }: { readonly text: string; readonly marked: boolean },
  { sentence: { tokens } }: Intent,
): boolean =>
  !marked &&
  typeWords[text.toLowerCase()] !== undefined &&
  tokens.some((token, at) => token.text === text && tokens[at - 1]?.low === 'as');

const nouns: ReadonlySet<string> = new Set(words.column);

/** Types whose words say something else as often: `to track time progression`. */
const proseTypes: ReadonlySet<string> = new Set('time date text number list object string'.split(' '));

/** `add hint text`: the word stands for what is written on a page as often as for a type. */
function nothingButText({ kind, sentence: { tokens }, start, next, captures }: Intent): boolean {
  const columns = (captures.columns ?? []) as readonly ColumnReading[];
  const said = tokens.slice(start, next);
  return (
    (said.at(-1)?.low === 'text' || (kind === 'wantColumn' && said.some(({ low }) => proseTypes.has(low)))) &&
    !said.some(({ low, kind }) => nouns.has(low) || kind === 'punct') &&
    columns.every(({ name }) => !name.marked)
  );
}

const none = new Phrases(notTables);
/** `add a table of contents`: no table of a database. */
export const isTableRequest = ({ sentence: { tokens }, start, next, captures }: Intent): boolean =>
  none.find(tokens, start, next) === -1 &&
  !tableSorts.has((captures.table as TableReading | undefined)?.text.toLowerCase() ?? '');
