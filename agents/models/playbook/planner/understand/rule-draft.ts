import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../../../postgres/operations/index.ts';
import type { FactsReading } from '../attributes/read.ts';
import type { ColumnFacts, Literal, Reference } from '../attributes/spec.ts';
import type { KeyedReading } from '../grammar/slots/keyed.ts';
import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import type { EnumReading, IndexMethod } from '../grammar/slots/places.ts';
import type { BoundReading } from '../grammar/slots/structure.ts';
import type { Cut, TidyRule } from '../lexicon/data.ts';
import type { ConstraintKind } from '../lexicon/objects.ts';

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
