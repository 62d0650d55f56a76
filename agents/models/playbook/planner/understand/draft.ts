import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../../../postgres/operations/index.ts';
import { type FactsReading, join } from '../attributes/read.ts';
import type { ColumnFacts, Literal, Reference } from '../attributes/spec.ts';
import type { Expression } from '../expressions/read.ts';
import type { KeyedReading } from '../grammar/slots/keyed.ts';
import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import type { EnumReading, IndexMethod, JsonPlace } from '../grammar/slots/places.ts';
import type { BoundReading } from '../grammar/slots/structure.ts';
import type { Cut, TidyRule } from '../lexicon/data.ts';
import type { ConstraintKind } from '../lexicon/objects.ts';
import { nameKey } from '../resolve/words.ts';

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

/** A request about a column that is there, or its table. Names are as the text has them. */
export type RuleDraft =
  | { kind: 'rename'; table: TableReading | undefined; from: NameReading; to: NameReading }
  | { kind: 'dropColumn'; table: TableReading | undefined; column: NameReading; cascade?: boolean }
  | { kind: 'dropTable'; table: TableReading; cascade?: boolean }
  | { kind: 'setNotNull'; table: TableReading | undefined; column: NameReading }
  | { kind: 'dropNotNull'; table: TableReading | undefined; column: NameReading }
  | { kind: 'setDefault'; table: TableReading | undefined; column: NameReading; value: Literal }
  | { kind: 'dropDefault'; table: TableReading | undefined; column: NameReading }
  | {
      kind: 'changeType';
      table: TableReading | undefined;
      column: NameReading;
      type: string;
      /** Only that was said, and no type. */
      length?: string;
      notes: readonly string[];
    }
  /** `lower(email)` */
  | {
      kind: 'expressionIndex';
      table: TableReading | undefined;
      keyed: KeyedReading;
      unique: boolean;
      method: IndexMethod | undefined;
    }
  | {
      kind: 'index';
      table: TableReading | undefined;
      columns: readonly NameReading[];
      /** Which of them are sorted downwards. */
      descending?: readonly boolean[];
      unique: boolean;
      method: IndexMethod | undefined;
      /** Columns that a covering index holds beside its keys. */
      include: readonly NameReading[];
      /** SQL of a partial index. */
      where: string | undefined;
      name?: string;
    }
  | {
      kind: 'unique';
      table: TableReading | undefined;
      columns: readonly NameReading[];
      name?: string;
      /** `unique per owner` */
      per?: NameReading;
    }
  | {
      kind: 'foreignKey';
      table: TableReading | undefined;
      column: NameReading;
      references: Reference;
      facts: FactsReading;
      name?: string;
    }
  | { kind: 'check'; table: TableReading | undefined; column: NameReading; facts: FactsReading }
  | { kind: 'rls'; table: TableReading | undefined }
  | { kind: 'ownerPolicy'; table: TableReading | undefined }
  | { kind: 'comment'; table: TableReading | undefined; column: NameReading | undefined; text: string }
  | { kind: 'enumValue'; type: EnumReading; value: string; after?: string; before?: string }
  | { kind: 'createEnum'; name: NameReading; labels: readonly string[] }
  | { kind: 'renameTable'; table: CatalogTable; to: NameReading }
  | {
      kind: 'dropIndex';
      name: NameReading | undefined;
      table: TableReading | undefined;
      columns: readonly NameReading[];
    }
  | {
      kind: 'dropConstraint';
      of: ConstraintKind | undefined;
      name: NameReading | undefined;
      table: TableReading | undefined;
      columns: readonly NameReading[];
      cascade?: boolean;
    }
  | { kind: 'replaceCheck'; table: TableReading | undefined; column: NameReading; facts: FactsReading }
  /** One more of the values that a column may have. */
  | { kind: 'allowValue'; table: TableReading | undefined; column: NameReading; value: string }
  | { kind: 'primaryKey'; table: TableReading | undefined; columns: readonly NameReading[]; name?: string }
  | {
      kind: 'foreignKeyAction';
      table: TableReading | undefined;
      column: NameReading;
      /** The table to which it refers, where the text names it. */
      parent: TableReading | undefined;
      action: NonNullable<Reference['onDelete']>;
    }
  | { kind: 'renameEnumValue'; type: EnumReading; from: string; to: string }
  | { kind: 'dropEnum'; type: EnumReading | undefined; name: string; cascade?: boolean }
  | { kind: 'dropPolicy'; table: TableReading | undefined; name: string }
  | { kind: 'view'; name: NameReading; query: string; replace: boolean; materialized: boolean }
  | { kind: 'dropView'; name: NameReading; cascade?: boolean }
  | { kind: 'setSchema'; table: TableReading | undefined; to: NameReading }
  | { kind: 'validateConstraint'; table: TableReading | undefined; name: NameReading }
  | {
      kind: 'grant';
      revoke: boolean;
      tables: readonly TableReading[];
      privileges: readonly string[];
      role: NameReading;
    }
  | { kind: 'extension'; name: string }
  | { kind: 'normalise'; table: TableReading | undefined; column: NameReading; rules: readonly TidyRule[] }
  | {
      kind: 'deleteDuplicates';
      table: TableReading | undefined;
      columns: readonly NameReading[];
      keep: 'oldest' | 'newest' | undefined;
    }
  | {
      kind: 'deleteOrphans';
      table: TableReading | undefined;
      /** Undefined where the text leaves it to the schema which column refers to nothing. */
      column: NameReading | undefined;
      parent: TableReading | undefined;
    }
  | {
      kind: 'mergeColumns';
      table: TableReading | undefined;
      columns: readonly NameReading[];
      into: NameReading;
      /** SQL over the columns, where the text says how they are joined. */
      expression?: string;
    }
  | {
      kind: 'splitColumn';
      table: TableReading | undefined;
      column: NameReading;
      into: readonly [NameReading, NameReading];
      /** Undefined where the text does not say where one ends and the other begins. */
      cut: Cut | undefined;
    }
  | {
      kind: 'insertRows';
      table: TableReading | undefined;
      column: NameReading | undefined;
      values: readonly string[];
    }
  /** Rows of a table in the text, which may stand below the request. */
  | {
      kind: 'insertTable';
      table: TableReading | undefined;
      header: readonly string[];
      rows: readonly (readonly Cell[])[];
    }
  | {
      kind: 'domain';
      name: NameReading;
      type: string;
      facts: ColumnFacts;
      /** SQL over VALUE. */
      check: string | undefined;
    }
  | { kind: 'detachPartition'; table: TableReading; partition: TableReading }
  | { kind: 'attachPartition'; table: TableReading; partition: TableReading; bound: BoundReading }
  | {
      kind: 'partitionTable';
      table: TableReading;
      /** Undefined where the text says only how long each partition goes. */
      column: NameReading | undefined;
      strategy: 'range' | 'list' | 'hash';
      /** The text speaks of several partitions, maybe of one for each month. */
      series: boolean;
      period: string | undefined;
      /** Which partitions, in the words of the text. */
      wanted?: string;
    }
  | {
      kind: 'exclusion';
      table: TableReading;
      same: NameReading;
      /** A column of a range, or where it begins and ends; empty where the text leaves it to the schema. */
      over: readonly NameReading[];
    }
  | { kind: 'dropTrigger'; table: TableReading | undefined; name: string }
  | {
      kind: 'createTrigger';
      table: TableReading;
      name: string | undefined;
      timing: 'before' | 'after';
      events: readonly string[];
      called: { readonly schema: string; readonly name: string };
    }
  /** A function that a trigger of the same request may call. */
  | { kind: 'createFunction'; operation: Operation }
  /** A statement of SQL that an operation stands for as it is. */
  | { kind: 'operation'; operation: Operation }
  | { kind: 'rollback'; version: string | undefined };

/** A value of a row: as a table of the text has it, or as a statement says what it is. */
export interface Cell {
  readonly text: string;
  readonly is: 'written' | 'text' | 'number' | 'boolean' | 'null';
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
      (draft) => nameKey(draft.name.text) === nameKey(name.text) && sameTable(draft.table, owner),
    );
    if (known) {
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
