import type { OperationKind } from '../../postgres/operations/index.ts';

/** What cannot be read from the code. */
export interface Note {
  /** One sentence: what it is for, and how it is done where that matters. */
  readonly what: string;
  /** Why it needs a window in which nobody uses the table, and on which way. */
  readonly window?: string;
  /** What a person should know, one sentence each. */
  readonly know?: readonly string[];
}

const partitioned =
  'Of a partitioned table, rows are written and indexes built partition by partition; a key or unique index on the column, and what a partition has of its own on it, is refused.';
const twoNames =
  'While a column has two names, the default of either is that of both; for what is being merged, split or moved it is refused until the old column is dropped.';
const viewUnlikeTable =
  'A view is no table: under the old name COPY, TRUNCATE, ON CONFLICT ON CONSTRAINT and what else the plan names fail, `UPDATE … SET … = DEFAULT` writes NULL, and before PostgreSQL 17 MERGE fails. Where an application does so, rename it by custom_sql, while no application is running.';

const preparedSelect =
  'An application that keeps prepared statements with `SELECT *` or with the column gets "cached plan must not change result type" once, until it prepares them anew.';

/** A kind that is new does not compile until something is said about it. */
export const notes: Readonly<Record<OperationKind, Note>> = {
  create_table: {
    what: 'Makes a table with its keys, checks and foreign keys, on request with row level security and policies for the owner of a row.',
    know: ['A foreign key to a table in use is added and validated in steps of their own.'],
  },
  drop_table: {
    what: 'Takes a table away; its rows, key, types, indexes and grants are kept in schema `godwit_archive`, where `godwit archives restore` finds them.',
    know: [
      'Refused while views, functions or foreign keys of other tables need it, or a publication names it: its subscribers keep their table.',
    ],
  },
  rename_table: {
    what: 'Gives a table another name; a view under the old name keeps the old application reading and writing.',
    know: ['The view goes by a follow-up when no application uses the old name any more.', viewUnlikeTable],
  },
  set_schema: {
    what: 'Moves a table to another schema; a view in the old one keeps the old application reading and writing.',
    know: [viewUnlikeTable],
  },
  partition_table: {
    what: 'Attaches an existing table as a partition, or detaches one, or makes a table in use partitioned, without a scan under a strong lock.',
    know: [
      'A check that says the same as the bound is proven beforehand, so that ATTACH reads no row.',
      'By `create` a plain table becomes the first partition of a partitioned one, which takes its name with its keys, indexes, foreign keys, triggers, policies, grants, numbers and comments. No row is moved.',
      'Its primary key and whatever else is unique must hold the column by which it is partitioned; foreign keys and views that mean the table itself are refused. A publication goes on under its name.',
      'The way back is refused while the table has further partitions.',
    ],
  },
  split_table: {
    what: 'Moves columns into a table of their own, with both in step while two versions of the application live: one row for one, or a row for each of several columns or for each element of an array.',
    know: [
      'Of several columns (`phone1`, `phone2`, `phone3`) NULL makes no row and the others keep their places; as long as the columns live, a check of the new table refuses a place beyond them.',
      'An array is read and written in the order of the places; a gap between them counts for nothing. An empty array and NULL have no rows alike: the old column tells them apart until it goes, and after that its archive.',
      'An array of more dimensions, or one that begins elsewhere than at 1, is asked about before and refused while both live.',
      'The new table follows a key that changes and a row that is deleted. While it refers to the old one, `TRUNCATE` of that needs `CASCADE`.',
      'While rows are copied, an upsert of the new table (`ON CONFLICT … DO UPDATE`) for a row that is still to be copied fails: the new application begins when the migration is done.',
    ],
  },
  add_column: {
    what: 'Adds a column; a default, a check, a foreign key or values for the rows that are there come without rewriting the table.',
    know: [
      'A volatile default such as `gen_random_uuid()` is filled in batches instead of rewriting the table.',
    ],
  },
  drop_column: {
    what: 'Takes a column away; its values are kept in schema `godwit_archive` and come back by `godwit archives restore`.',
    window:
      'Only where an exclusion constraint stands on the column: the way back builds it under a lock that stops writes.',
    know: ['What is written while the copy is made is copied too.', partitioned],
  },
  rename_column: {
    what: 'Gives a column another name: a second column, in step with the first in both directions, until a later migration drops the old one.',
    know: [
      partitioned,
      'NULL that is written to either name stays. Where the default differs from row to row, the new name has one that nobody writes, by which an INSERT that does not name it is known, until it gets that of the old one, when that is dropped; for types of which every value may be written the plan says so.',
      'A column that has two names, or is being merged, gets no third one: drop the old one first.',
      'A primary key goes to the new name in the last step, with its identity or sequence and the foreign keys that refer to it; a unique index stays under the old name. Rows are found, written, deleted and referred to by either name. What stands for the key as such stands for the new name alone: GROUP BY of the key, and the key that a subscriber of a publication finds rows by, for which a published table is refused.',
      'Where the column is unique, INSERT … ON CONFLICT by either name may, until the old one is dropped, end in a duplicate key error where two sessions insert the same value at the same moment (one of some ten thousand inserts of four sessions that did nothing else): try it again.',
      'Triggers of the table see what is written to either name: where one looks at the column before a row is written, values are handed over before and after it, and `UPDATE OF` the old name waits for both. A trigger that looks at a key before a row is written sees what is written to its old name: the plan names it.',
      'A key that is DEFERRABLE, and one on which a view rests, is refused: rename it by custom_sql, while no application is running.',
    ],
  },
  alter_type: {
    what: 'Changes a type in place where PostgreSQL writes no row, else by a second column that takes the name when it holds every value.',
    window:
      'The way back of a change in place (a limit that was taken off, as from varchar(20) to text) may read or write the whole table under a strong lock.',
    know: [
      partitioned,
      'Of an enum that becomes text, checks and conditions of indexes that name its labels say the same of texts.',
      'A key that other tables refer to (int, serial, identity) grows to bigint with its foreign keys enforced at every step; the columns that refer to it follow in migrations of their own.',
      preparedSelect,
    ],
  },
  set_not_null: {
    what: 'Forbids NULL by a check that is proven first, so that no scan happens under a strong lock; `fill` gives a value to rows that have none.',
  },
  drop_not_null: { what: 'Allows NULL again.' },
  set_default: {
    what: 'Says what new rows get; rows that are there stay as they are.',
    know: [twoNames],
  },
  drop_default: {
    what: 'Takes a default away; rows that are there stay as they are.',
    know: [twoNames],
  },
  move_columns: {
    what: 'Moves columns into another table that exists, matched by a key, with both in step while two versions of the application live.',
    know: [
      'Who deletes the row of the other table deletes what the columns say: the old ones get their defaults. A key that changes takes its values along.',
    ],
  },
  merge_columns: {
    what: 'Makes one column of several by an expression, with both in step; `back` says how the several come from the one.',
  },
  add_check: {
    what: 'Adds a check NOT VALID, then proves it for the rows that are there while everybody works.',
  },
  add_unique: {
    what: 'Builds a unique index concurrently, then makes it the constraint.',
    know: ['Duplicates are counted first, and named by their keys.'],
  },
  add_primary_key: {
    what: 'Builds the unique index concurrently, proves that no value is NULL, then makes it the primary key.',
  },
  add_foreign_key: {
    what: 'Adds a foreign key NOT VALID, with the index that deletions need, then proves it while everybody works.',
  },
  alter_foreign_key: {
    what: 'Changes what a foreign key does on delete or update: a second one takes its name when it is proven.',
  },
  add_exclusion: {
    what: 'Forbids that two rows agree, such as two bookings of a room at one time.',
    window:
      'PostgreSQL builds the index of an exclusion constraint under a lock that stops writes, as long as it takes.',
    know: ['Refused on a table that is not small, with the way by `custom_sql` for a window.'],
  },
  validate_constraint: { what: 'Proves a constraint that is NOT VALID while everybody works.' },
  drop_constraint: {
    what: 'Takes a constraint away; the way back builds it again without stopping writes.',
    know: ['Queries that used the index of a unique constraint read the whole table afterwards.'],
  },
  add_index: {
    what: 'Builds an index concurrently and looks at `indisvalid` before and after; on a partitioned table partition by partition.',
  },
  drop_index: {
    what: 'Drops an index concurrently; the way back builds the same one.',
    know: ['Queries that used it read the whole table afterwards.'],
  },
  create_enum: { what: 'Makes an enum type.' },
  add_enum_value: {
    what: 'Adds a value to an enum.',
    window:
      'Only the way back, where large tables use the enum: it writes all of their rows under a strong lock.',
    know: [
      'PostgreSQL takes no value away again: the way back makes the type anew, and is refused where rows hold the value.',
    ],
  },
  rename_enum_value: { what: 'Gives a value of an enum another name; rows follow by themselves.' },
  drop_enum: { what: 'Takes an enum away that nothing uses.' },
  replace_enum: {
    what: 'Removes, reorders or merges values of an enum that a column uses: a second type and column grow beside, then change names with the old ones.',
    know: [
      'Rows that hold a value which becomes nothing are counted first, and named by their keys.',
      'Of values that became one, the old column keeps which it was: the way back restores it.',
      'For all columns of the enum and of arrays of it, in as many tables as there are. A check or the condition of an index that says which labels a column has (=, <>, IN, ANY, and @>, <@, && of arrays) is built again for the new ones. A check that forbids nothing but a label that goes stays with the old column.',
      'A partitioned table is written and indexed partition by partition.',
      'Refused with a view, a policy, a generated column, a function or a domain of it, with a check that compares labels by their order or tells apart what becomes one, and in a key of a partitioned table, which PostgreSQL cannot build while it is in use: drop what it names first, and create it again afterwards.',
    ],
  },
  create_domain: { what: 'Makes a domain with its checks.' },
  drop_domain: { what: 'Takes a domain away that nothing uses; the way back makes it with all that it had.' },
  backfill: {
    what: 'Gives a column calculated values in batches that keep locks short; the values of before are kept and come back.',
    know: ['It resumes at the row where it stopped, and never writes a row that is right already.'],
  },
  normalise: {
    what: 'Writes values in one way (trimmed, lower case, from a list); those of before are kept and come back to the letter.',
  },
  delete_duplicates: {
    what: 'Deletes rows that repeat and keeps one of each group; rows of other tables that refer to one are let refer to the one that stays, or forbid it.',
  },
  delete_orphans: { what: 'Deletes rows that refer to nothing, so that a foreign key can be added.' },
  transform_json: {
    what: 'Brings jsonb documents into another shape: keys move, are set, go; documents of before are kept.',
  },
  insert_rows: { what: 'Inserts reference rows; the way back deletes them where nobody refers to them.' },
  create_view: {
    what: 'Makes a view, `security_invoker` unless said otherwise, or a materialized one.',
    know: [
      'Tables and columns that its query names are looked up first: one that is not there is refused with the nearest name, and an operation of the same request that makes it goes before.',
    ],
  },
  drop_view: { what: 'Takes a view away; the way back makes it with its grants and comments.' },
  create_function: {
    what: 'Makes a function or procedure with a search path of its own.',
    know: [
      'Tables and columns that a body in SQL names are looked up first, as those of a view. PostgreSQL looks at the names in PL/pgSQL only when it runs: what is not there shows in a test on the branch that calls it, not before.',
    ],
  },
  drop_function: { what: 'Takes a function or procedure away that nothing uses.' },
  create_trigger: {
    what: 'Makes a trigger.',
    know: [
      'Its function, the columns it waits for and those that its condition says of NEW and OLD are looked up first.',
    ],
  },
  drop_trigger: { what: 'Takes a trigger away; the way back makes the same one, in the same state.' },
  enable_rls: {
    what: 'Turns row level security on.',
    know: ['Without a policy nobody but the owner sees a row: ask for the policies in the same request.'],
  },
  create_policy: { what: 'Makes a policy, or replaces one.' },
  drop_policy: { what: 'Takes a policy away; the way back makes the same one.' },
  grant: { what: 'Grants privileges, or revokes them; the way back leaves exactly what was there.' },
  create_extension: { what: 'Makes an extension that the server has.' },
  comment: { what: 'Says something of an object; the way back brings the old comment.' },
  custom_sql: {
    what: 'SQL that somebody wrote, up and down, proven the same way as everything else.',
    know: [
      'An approval says that it is handwritten. Dropping data by it is refused unless the engine sees a copy.',
    ],
  },
  restore_archive: {
    what: 'Brings a dropped table or column back with its values, from schema `godwit_archive`.',
    know: ['`godwit archives restore NAME` asks for it.'],
  },
  rollback_migration: {
    what: 'Finds what a migration that failed half-way left behind, by comparing with its file, and takes it back with the operations that fit.',
  },
};
