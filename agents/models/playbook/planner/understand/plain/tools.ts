import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ColumnFacts, Literal, Reference } from '../../attributes/spec.ts';
import type { ColumnReading } from '../../grammar/slots/columns.ts';
import type { ComparisonReading } from '../../grammar/slots/condition.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant, type FieldReading } from '../../grammar/slots/fields.ts';
import type { KeyedReading } from '../../grammar/slots/keyed.ts';
import type { KeyReading } from '../../grammar/slots/keys.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import type { Act, HowMany, Measure, OldType, Other } from '../../grammar/slots/plain.ts';
import type { SomeTables } from '../../grammar/slots/some-tables.ts';
import type { ListedTable } from '../../grammar/slots/tables-of-columns.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import type { Charset } from '../../lexicon/characters.ts';
import type { TidyRule } from '../../lexicon/data.ts';
import { isPeopleWord } from '../../resolve/people.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { isSpoken } from '../../resolve/spoken-noun.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { asReading, type Topic } from '../topic.ts';

/** What slots may have given; which are there depends on the form. */
export interface PlainSlots {
  readonly field?: FieldReading;
  /** The same column once more, with its table. */
  readonly again?: FieldReading;
  readonly fields?: readonly FieldReading[];
  readonly entity?: TableReading;
  readonly entities?: readonly TableReading[];
  readonly owners?: readonly TableReading[];
  readonly parent?: TableReading;
  readonly child?: TableReading;
  readonly per?: TableReading;
  readonly third?: TableReading;
  readonly user?: TableReading;
  readonly labels?: readonly string[];
  /** Values behind a verb that says as much of other things. */
  readonly choice?: readonly string[];
  readonly tidied?: readonly TidyRule[];
  readonly target?: TableReading;
  readonly word?: NameReading | string;
  readonly columns?: readonly ColumnReading[];
  readonly keys?: readonly KeyReading[];
  readonly unique?: boolean;
  readonly comparison?: ComparisonReading;
  readonly anything?: string;
  readonly measure?: Measure;
  readonly participle?: string;
  readonly spot?: string;
  readonly other?: Other;
  readonly charset?: readonly Charset[];
  readonly forbidden?: string;
  readonly edge?: 'start' | 'end';
  readonly affix?: string;
  readonly howmany?: HowMany;
  readonly newest?: true;
  readonly beyond?: 'negative' | 'zero';
  readonly keyed?: KeyedReading;
  readonly gone?: NameReading;
  readonly act?: Act;
  readonly noun?: Act;
  readonly names?: readonly NameReading[];
  readonly newname?: NameReading;
  readonly viewname?: NameReading;
  readonly plainfacts?: ColumnFacts;
  readonly bounds?: ColumnFacts;
  readonly ondelete?: NonNullable<Reference['onDelete']>;
  readonly refusal?: ColumnFacts;
  readonly letters?: ColumnFacts;
  readonly present?: ColumnFacts;
  readonly who?: TableReading;
  readonly fieldword?: NameReading;
  readonly label?: string;
  readonly enum?: ReadingContext['catalog']['enums'][number];
  readonly from?: string;
  readonly to?: string;
  readonly typedcolumns?: readonly ColumnReading[];
  readonly goal?: Literal;
  readonly ref?: Reference;
  readonly after?: string;
  readonly ahead?: string;
  readonly min?: string;
  readonly max?: string;
  readonly n?: string;
  readonly quoted?: string;
  readonly verb?: string;
  readonly sometables?: SomeTables;
  readonly listedtables?: readonly ListedTable[];
  readonly which?: string;
  readonly keep?: 'oldest' | 'newest';
  readonly value?: Literal;
  readonly type?: TypeReading;
  /** Of which type it is said to be today. */
  readonly before?: TypeReading;
  readonly oldtype?: OldType;
  readonly order?: '>' | '>=' | '<' | '<=';
  readonly not?: '>' | '>=' | '<' | '<=';
  readonly against?: string;
  readonly more?: string;
  readonly access?: 'select' | 'insert' | 'update' | 'delete' | 'all';
  readonly owner?: NameReading;
  readonly staff?: string;
  readonly parts?: string;
}

/** Asks or speaks about something beside the schema; `about` says what. */
export interface Aside {
  readonly kind: 'aside';
  readonly about: string | undefined;
}
/** `other`: the words fit, and say something else. */
export type PlainOutcome = Topic | Aside | 'other' | undefined;

export interface PlainTools {
  readonly tokens: readonly Token[];
  readonly draft: Draft;
  readonly context: ReadingContext;
  /** Tables that the request has named so far. */
  readonly mentioned: readonly CatalogTable[];
}
export type PlainRecorder = (slots: PlainSlots, tools: PlainTools) => PlainOutcome;
export type PlainRecorders<Forms> = Readonly<Record<keyof Forms, PlainRecorder>>;

export interface Place {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  readonly at: string;
}

export const ask = ({ draft }: PlainTools, question: string): undefined => {
  draft.questions.push(question);
};

/** `users` for the table profiles is told. */
export function tableOf(reading: TableReading | undefined, { draft }: PlainTools): CatalogTable | undefined {
  const is = reading?.table;
  if (is && isPeopleWord(reading.text) && nameKey(reading.text) !== nameKey(is.name)) {
    const note = `"${reading.text}" are the rows of ${displayName(is)}`;
    if (!draft.notes.includes(note)) draft.notes.push(note);
  }
  return is;
}

/** The one column that the words mean; a question where several tables have it. */
export function placeOf(field: FieldReading | undefined, tools: PlainTools): Place | undefined {
  if (!field) return undefined;
  const tables = nearest(field.tables, tools);
  const [table] = tables;
  if (!table) return undefined;
  if (tables.length > 1)
    return ask(
      tools,
      `Which table is meant: ${tables.slice(0, 12).map(displayName).join(', ')}? Each has a column "${field.text}".`,
    );
  tableOf(field.table, tools);
  return placed(table, field.text, tools, field.table === undefined && !tools.mentioned.includes(table));
}

export function placed(
  table: CatalogTable,
  text: string,
  { draft }: PlainTools,
  guessed = false,
): Place | undefined {
  const column = columnMeant(table, text);
  if (!column) return undefined;
  const at = `${displayName(table)}.${column.name}`;
  if (guessed) draft.notes.push(`the table is ${displayName(table)}, the only one with ${column.name}`);
  const spoken = isSpoken(text) && nameKey(text) !== nameKey(column.name);
  if (spoken || nameKey(`${text}_id`) === nameKey(column.name))
    draft.notes.push(`"${text}" is read as ${at}`);
  return { table, column, at };
}

/** All of the words as columns of the table; a question where one is none. */
export function columnsOf(
  table: CatalogTable,
  names: readonly NameReading[],
  tools: PlainTools,
): readonly string[] | undefined {
  const found = names.map(({ text }) => placed(table, text, tools)?.column.name ?? lacks(table, text, tools));
  return found.every((name) => name !== undefined) ? found : undefined;
}

export const lacks = (table: CatalogTable, text: string, tools: PlainTools): undefined =>
  ask(
    tools,
    `${displayName(table)} has no column "${text}". It has ${table.columns
      .slice(0, 12)
      .map(({ name }) => name)
      .join(', ')}. Which is meant?`,
  );

export const reading = asReading;
export const nameOf = (text: string): NameReading => ({ text, marked: true, exact: true });

/** Columns of the one table that refer to the other. */
export const keysBetween = (child: CatalogTable, parent: CatalogTable) =>
  child.constraints.filter(
    ({ kind, references, columns }) =>
      kind === 'foreign key' &&
      columns.length === 1 &&
      references?.schema === parent.schema &&
      references.table === parent.name,
  );

export const enumOf = ({ type }: CatalogColumn, { catalog }: ReadingContext) =>
  catalog.enums.find(({ schema, name }) => type === name || type === `${schema}.${name}`);

/** A condition over the rows of a table, as SQL. */
export function addCheck({ name, schema }: CatalogTable, check: string, { draft }: PlainTools): undefined {
  draft.rules.push({ kind: 'operation', operation: { op: 'add_check', table: name, schema, check } });
}

/** Of the tables that fit, those that the text speaks of, where there are such. */
export function nearest(tables: readonly CatalogTable[], { mentioned }: PlainTools): readonly CatalogTable[] {
  const near = tables.filter((table) => mentioned.includes(table));
  return near.length > 0 ? near : tables;
}
