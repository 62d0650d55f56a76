import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { type FactsReading, join } from '../attributes/read.ts';
import type { Literal } from '../attributes/spec.ts';
import type { Expression } from '../expressions/read.ts';
import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import type { JsonPlace } from '../grammar/slots/places.ts';
import { nameKey } from '../resolve/words.ts';
import type { RuleDraft } from './rule-draft.ts';

/** A column that shall be added. Several sentences may add to it. */
export interface ColumnDraft {
  name: NameReading;
  table: TableReading | undefined;
  facts: FactsReading;
  explicit: boolean;
  /** Only the title speaks of it. */
  title: boolean;
}

export interface TableDraft {
  name: TableReading;
  columns: { name: NameReading; facts: FactsReading }[];
  rls: boolean;
  owner: boolean;
  primaryKey: readonly string[] | undefined;
  /** Columns that are unique together, and conditions over a row as SQL. */
  uniques: (readonly string[])[];
  checks: { readonly name?: string; readonly check: string }[];
  /** The text says which table: with the word `table` or marked. */
  marked: boolean;
  /** The block of the last line that was one of its columns. */
  listed?: number;
  /** A statement of SQL says all there is of it. */
  stated?: boolean;
}

export interface JsonDraft {
  place: JsonPlace;
  moves: { from: string; to: string }[];
  set: { path: string; value: string }[];
  remove: string[];
}

export interface SplitDraft {
  table: CatalogTable | undefined;
  columns: NameReading[];
  into: TableReading | undefined;
  /** A row each: the text says so. */
  rows?: true;
  /** Lines of the new table: its column, and the column it comes from. */
  fields: { name: NameReading; from: NameReading | undefined; facts: FactsReading }[];
}

/** `where the status is null`, `for tasks without a category`: rows told by a column of theirs. */
export interface ColumnCondition {
  readonly column: NameReading;
  readonly is: Literal | 'null';
  readonly not: boolean;
}

export interface FillDraft {
  table: TableReading | undefined;
  /** Undefined where the text says `existing rows get …` of the column it speaks about. */
  column: NameReading | undefined;
  expression: Expression | undefined;
  /** Columns the text spoke about, where it names none. */
  of?: readonly string[];
  /** Which rows, where the text says it; as SQL in a string. */
  where: 'nulls' | string | ColumnCondition | undefined;
}

/** What has been understood so far, before names are looked up. */
const lettersOf = ({ text }: NameReading): string => nameKey(text).replaceAll('_', '');

export class Draft {
  readonly columns: ColumnDraft[] = [];
  readonly tables: TableDraft[] = [];
  readonly json: JsonDraft[] = [];
  readonly splits: SplitDraft[] = [];
  readonly fills: FillDraft[] = [];
  readonly rules: RuleDraft[] = [];
  /** What the text leaves open beside its words, and how it was read: for a person to see. */
  readonly questions: string[] = [];
  readonly notes: string[] = [];
  /** What the schema has already, as the text wants it. */
  readonly fulfilled: string[] = [];

  /** How often something shall be unique for each of something else. */
  get scopes(): number {
    const drafts = [...this.columns, ...this.tables.flatMap(({ columns }) => columns)];
    const rules = this.rules.filter((rule) => rule.kind === 'unique' && rule.per !== undefined);
    return rules.length + drafts.filter(({ facts }) => facts.facts.uniquePer !== undefined).length;
  }

  /** Something has been requested. */
  get begun(): boolean {
    const { columns, tables, json, splits, fills, rules } = this;
    return [columns, tables, json, splits, fills, rules].some((drafts) => drafts.length > 0);
  }

  column(
    name: NameReading,
    table: TableReading | undefined,
    facts: FactsReading,
    explicit: boolean,
    title = false,
  ): ColumnDraft {
    const written = name.table === undefined ? undefined : { text: name.table, marked: true };
    // `categories.name` in a list of columns for tasks is one of categories.
    const owner = written && !(table && sameTable(table, written)) ? written : (table ?? written);
    const known = this.columns.find(
      (draft) => lettersOf(draft.name) === lettersOf(name) && sameTable(draft.table, owner),
    );
    if (known) {
      // `Add a time zone` above `a timezone column`: as the text writes it.
      if (known.title && !title) known.name = name;
      known.facts = join(known.facts, facts);
      known.explicit ||= explicit;
      known.title &&= title;
      known.table ??= owner;
      if (name.marked && !known.name.marked) known.name = name;
      return known;
    }
    const draft = { name, table: owner, facts, explicit, title };
    this.columns.push(draft);
    return draft;
  }

  table(name: TableReading): TableDraft {
    const known = this.tables.find((draft) => nameKey(draft.name.text) === nameKey(name.text));
    if (known) {
      known.marked ||= name.marked;
      // `a user table` and `the users table`: the latter is a name.
      const several = !known.name.marked && /s$/.test(name.text) && !/s$/.test(known.name.text);
      if ((name.marked && /[_`]/.test(name.text)) || several) known.name = name;
      return known;
    }
    const draft: TableDraft = {
      name,
      columns: [],
      rls: false,
      owner: false,
      primaryKey: undefined,
      uniques: [],
      checks: [],
      marked: name.marked,
    };
    this.tables.push(draft);
    return draft;
  }

  tableColumn(table: TableDraft, name: NameReading, facts: FactsReading): void {
    const known = table.columns.find((column) => nameKey(column.name.text) === nameKey(name.text));
    if (known) known.facts = join(known.facts, facts);
    else table.columns.push({ name, facts });
  }

  jsonOf(place: JsonPlace): JsonDraft {
    const known = this.json.find(
      (draft) => draft.place.table === place.table && draft.place.column === place.column,
    );
    if (known) return known;
    const draft: JsonDraft = { place, moves: [], set: [], remove: [] };
    this.json.push(draft);
    return draft;
  }
}

/** A fill that names no column is for those the text spoke about. */
export const fills = (fill: FillDraft, column: string): boolean =>
  fill.column === undefined &&
  fill.expression !== undefined &&
  (fill.of === undefined || fill.of.some((name) => nameKey(name) === nameKey(column)));

export const sameTable = (a: TableReading | undefined, b: TableReading | undefined): boolean =>
  a === undefined ||
  b === undefined ||
  (a.table !== undefined && a.table === b.table) ||
  nameKey(a.text) === nameKey(b.text);
