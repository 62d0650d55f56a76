import { z } from 'zod';
import { AddCheck, addCheck } from './add_check.ts';
import { AddColumn, addColumn } from './add_column.ts';
import { AddEnumValue, addEnumValue } from './add_enum_value.ts';
import { AddForeignKey, addForeignKey } from './add_foreign_key.ts';
import { AddIndex, addIndex } from './add_index.ts';
import { AddUnique, addUnique } from './add_unique.ts';
import { Backfill, backfill } from './backfill.ts';
import { Comment, comment } from './comment.ts';
import { CreateEnum, createEnum } from './create_enum.ts';
import { CreatePolicy, createPolicy } from './create_policy.ts';
import { CreateTable, createTable } from './create_table.ts';
import { CustomSql, customSql } from './custom_sql.ts';
import { DeleteDuplicates, deleteDuplicates } from './delete_duplicates.ts';
import { DeleteOrphans, deleteOrphans } from './delete_orphans.ts';
import { DropColumn, dropColumn } from './drop_column.ts';
import { DropDefault, dropDefault } from './drop_default.ts';
import { DropTable, dropTable } from './drop_table.ts';
import { EnableRls, enableRls } from './enable_rls.ts';
import { InsertRows, insertRows } from './insert_rows.ts';
import { MergeColumns, mergeColumns } from './merge_columns.ts';
import { MoveColumns, moveColumns } from './move_columns.ts';
import { Normalise, normalise } from './normalise.ts';
import type { OperationDefinition } from './operation.ts';
import { RenameColumn, renameColumn } from './rename_column.ts';
import { RollbackMigration, rollbackMigration } from './rollback_migration.ts';
import { SetDefault, setDefault } from './set_default.ts';
import { SetNotNull, setNotNull } from './set_not_null.ts';
import { SplitTable, splitTable } from './split_table.ts';
import { TransformJson, transformJson } from './transform_json.ts';

/** Every operation, as a model or a person may ask for it. `op` says which. */
export const Operation = z.discriminatedUnion('op', [
  CreateTable,
  EnableRls,
  CreatePolicy,
  AddColumn,
  RenameColumn,
  SplitTable,
  Backfill,
  Normalise,
  DeleteDuplicates,
  DeleteOrphans,
  InsertRows,
  MergeColumns,
  MoveColumns,
  TransformJson,
  AddIndex,
  SetNotNull,
  DropColumn,
  DropTable,
  AddCheck,
  AddForeignKey,
  AddUnique,
  SetDefault,
  DropDefault,
  Comment,
  CreateEnum,
  AddEnumValue,
  CustomSql,
  RollbackMigration,
]);
export type Operation = z.infer<typeof Operation>;
export type OperationKind = Operation['op'];

/** A new kind does not compile until it has its definition here. */
export const operations = {
  create_table: createTable,
  enable_rls: enableRls,
  create_policy: createPolicy,
  add_column: addColumn,
  rename_column: renameColumn,
  split_table: splitTable,
  backfill: backfill,
  normalise: normalise,
  delete_duplicates: deleteDuplicates,
  delete_orphans: deleteOrphans,
  insert_rows: insertRows,
  merge_columns: mergeColumns,
  move_columns: moveColumns,
  transform_json: transformJson,
  add_index: addIndex,
  set_not_null: setNotNull,
  drop_column: dropColumn,
  drop_table: dropTable,
  add_check: addCheck,
  add_foreign_key: addForeignKey,
  add_unique: addUnique,
  set_default: setDefault,
  drop_default: dropDefault,
  comment: comment,
  create_enum: createEnum,
  add_enum_value: addEnumValue,
  custom_sql: customSql,
  rollback_migration: rollbackMigration,
} satisfies {
  readonly [Kind in OperationKind]: OperationDefinition<Kind, Extract<Operation, { op: Kind }>>;
};
