import { z } from 'zod';
import { AddCheck, addCheck } from './add_check.ts';
import { AddColumn, addColumn } from './add_column.ts';
import { AddEnumValue, addEnumValue } from './add_enum_value.ts';
import { AddExclusion, addExclusion } from './add_exclusion.ts';
import { AddForeignKey, addForeignKey } from './add_foreign_key.ts';
import { AddIndex, addIndex } from './add_index.ts';
import { AddPrimaryKey, addPrimaryKey } from './add_primary_key.ts';
import { AddUnique, addUnique } from './add_unique.ts';
import { AlterForeignKey, alterForeignKey } from './alter_foreign_key.ts';
import { AlterType, alterType } from './alter_type.ts';
import { Backfill, backfill } from './backfill.ts';
import { Comment, comment } from './comment.ts';
import { CreateDomain, createDomain } from './create_domain.ts';
import { CreateEnum, createEnum } from './create_enum.ts';
import { CreateExtension, createExtension } from './create_extension.ts';
import { CreateFunction, createFunction } from './create_function.ts';
import { CreatePolicy, createPolicy } from './create_policy.ts';
import { CreateTable, createTable } from './create_table.ts';
import { CreateTrigger, createTrigger } from './create_trigger.ts';
import { CreateView, createView } from './create_view.ts';
import { CustomSql, customSql } from './custom_sql.ts';
import { DeleteDuplicates, deleteDuplicates } from './delete_duplicates.ts';
import { DeleteOrphans, deleteOrphans } from './delete_orphans.ts';
import { DropColumn, dropColumn } from './drop_column.ts';
import { DropConstraint, dropConstraint } from './drop_constraint.ts';
import { DropDefault, dropDefault } from './drop_default.ts';
import { DropDomain, dropDomain } from './drop_domain.ts';
import { DropEnum, dropEnum } from './drop_enum.ts';
import { DropFunction, dropFunction } from './drop_function.ts';
import { DropIndex, dropIndex } from './drop_index.ts';
import { DropNotNull, dropNotNull } from './drop_not_null.ts';
import { DropPolicy, dropPolicy } from './drop_policy.ts';
import { DropTable, dropTable } from './drop_table.ts';
import { DropTrigger, dropTrigger } from './drop_trigger.ts';
import { DropView, dropView } from './drop_view.ts';
import { EnableRls, enableRls } from './enable_rls.ts';
import { Grant, grant } from './grant.ts';
import { InsertRows, insertRows } from './insert_rows.ts';
import { MergeColumns, mergeColumns } from './merge_columns.ts';
import { MoveColumns, moveColumns } from './move_columns.ts';
import { Normalise, normalise } from './normalise.ts';
import type { OperationDefinition } from './operation.ts';
import { PartitionTable, partitionTable } from './partition_table.ts';
import { RenameColumn, renameColumn } from './rename_column.ts';
import { RenameEnumValue, renameEnumValue } from './rename_enum_value.ts';
import { RenameTable, renameTable } from './rename_table.ts';
import { ReplaceEnum, replaceEnum } from './replace_enum.ts';
import { RestoreArchive, restoreArchive } from './restore_archive.ts';
import { RollbackMigration, rollbackMigration } from './rollback_migration.ts';
import { SetDefault, setDefault } from './set_default.ts';
import { SetNotNull, setNotNull } from './set_not_null.ts';
import { SetSchema, setSchema } from './set_schema.ts';
import { SplitTable, splitTable } from './split_table.ts';
import { TransformJson, transformJson } from './transform_json.ts';
import { ValidateConstraint, validateConstraint } from './validate_constraint.ts';

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
  AddExclusion,
  AddPrimaryKey,
  AlterForeignKey,
  AlterType,
  DropConstraint,
  DropIndex,
  DropNotNull,
  ValidateConstraint,
  SetDefault,
  DropDefault,
  Comment,
  CreateEnum,
  AddEnumValue,
  DropPolicy,
  CreateTrigger,
  DropTrigger,
  CreateFunction,
  DropFunction,
  CreateView,
  DropView,
  Grant,
  CreateExtension,
  RenameEnumValue,
  DropEnum,
  ReplaceEnum,
  CreateDomain,
  DropDomain,
  RenameTable,
  SetSchema,
  PartitionTable,
  RestoreArchive,
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
  add_exclusion: addExclusion,
  add_primary_key: addPrimaryKey,
  alter_foreign_key: alterForeignKey,
  alter_type: alterType,
  drop_constraint: dropConstraint,
  drop_index: dropIndex,
  drop_not_null: dropNotNull,
  validate_constraint: validateConstraint,
  set_default: setDefault,
  drop_default: dropDefault,
  comment: comment,
  create_enum: createEnum,
  add_enum_value: addEnumValue,
  drop_policy: dropPolicy,
  create_trigger: createTrigger,
  drop_trigger: dropTrigger,
  create_function: createFunction,
  drop_function: dropFunction,
  create_view: createView,
  drop_view: dropView,
  grant: grant,
  create_extension: createExtension,
  rename_enum_value: renameEnumValue,
  drop_enum: dropEnum,
  replace_enum: replaceEnum,
  create_domain: createDomain,
  drop_domain: dropDomain,
  rename_table: renameTable,
  set_schema: setSchema,
  partition_table: partitionTable,
  restore_archive: restoreArchive,
  custom_sql: customSql,
  rollback_migration: rollbackMigration,
} satisfies {
  readonly [Kind in OperationKind]: OperationDefinition<Kind, Extract<Operation, { op: Kind }>>;
};
