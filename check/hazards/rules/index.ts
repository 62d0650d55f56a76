import type { Rule } from '../rule.ts';
import { addColumnRewrites } from './add-column-rewrites.ts';
import { attachPartitionScans } from './attach-partition-scans.ts';
import { blocksWhileRewriting } from './blocks-while-rewriting.ts';
import { blocksWhileScanning } from './blocks-while-scanning.ts';
import { broadGrant } from './broad-grant.ts';
import { cachedPlan } from './cached-plan.ts';
import { changeUnderLock } from './change-under-lock.ts';
import { changeWithoutWhere } from './change-without-where.ts';
import { charColumn } from './char-column.ts';
import { checkValidates } from './check-validates.ts';
import { copiesTable } from './copies-table.ts';
import { defaultChanged } from './default-changed.ts';
import { defaultPartitionScanned } from './default-partition-scanned.ts';
import { definerSearchPath } from './definer-search-path.ts';
import { detachPartitionBlocks } from './detach-partition-blocks.ts';
import { domainConstraintScans } from './domain-constraint-scans.ts';
import { dropCascade } from './drop-cascade.ts';
import { dropColumn } from './drop-column.ts';
import { dropConstraint } from './drop-constraint.ts';
import { dropIndexBlocks } from './drop-index-blocks.ts';
import { dropNotNull } from './drop-not-null.ts';
import { dropSchema } from './drop-schema.ts';
import { dropTable } from './drop-table.ts';
import { dropTableLocksOthers } from './drop-table-locks-others.ts';
import { duplicateIndex } from './duplicate-index.ts';
import { duplicatePolicy } from './duplicate-policy.ts';
import { exclusionBuildsIndex } from './exclusion-builds-index.ts';
import { extensionInPublic } from './extension-in-public.ts';
import { foreignKeyType } from './foreign-key-type.ts';
import { foreignKeyValidates } from './foreign-key-validates.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts';
import { functionVolatility } from './function-volatility.ts';
import { indexBlocksWrites } from './index-blocks-writes.ts';
import { indexIfNotExists } from './index-if-not-exists.ts';
import { indexReplacedTooEarly } from './index-replaced-too-early.ts';
import { invalidIndex } from './invalid-index.ts';
import { jsonColumn } from './json-column.ts';
import { keyBuildsIndex } from './key-builds-index.ts';
import { nameCut } from './name-cut.ts';
import { noPrimaryKey } from './no-primary-key.ts';
import { noTimeout } from './no-timeout.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { notRerunnable } from './not-rerunnable.ts';
import { policyAlwaysTrue } from './policy-always-true.ts';
import { policyCallPerRow } from './policy-call-per-row.ts';
import { policyDropped } from './policy-dropped.ts';
import { policyLost } from './policy-lost.ts';
import { policyWithoutRls } from './policy-without-rls.ts';
import { primaryKeyScans } from './primary-key-scans.ts';
import { refreshBlocks } from './refresh-blocks.ts';
import { reindexBlocks } from './reindex-blocks.ts';
import { renameColumn } from './rename-column.ts';
import { renameEnumValue } from './rename-enum-value.ts';
import { renameRelation } from './rename-relation.ts';
import { renameSchema } from './rename-schema.ts';
import { restrictivePolicy } from './restrictive-policy.ts';
import { rlsDisabled } from './rls-disabled.ts';
import { rlsMissing } from './rls-missing.ts';
import { rlsWithoutPolicy } from './rls-without-policy.ts';
import { serialColumn } from './serial-column.ts';
import { setNotNullScans } from './set-not-null-scans.ts';
import { severalPasses } from './several-passes.ts';
import { severalTablesLocked } from './several-tables-locked.ts';
import { smallKey } from './small-key.ts';
import { storageRewrites } from './storage-rewrites.ts';
import { tableRewrites } from './table-rewrites.ts';
import { timestampColumn } from './timestamp-column.ts';
import { triggerDisabled } from './trigger-disabled.ts';
import { truncate } from './truncate.ts';
import { typeChangeRewrites } from './type-change-rewrites.ts';
import { typeChangeScans } from './type-change-scans.ts';
import { typeChangeTimeZone } from './type-change-time-zone.ts';
import { typeNarrowing } from './type-narrowing.ts';
import { uniqueNeedsUniqueRows } from './unique-needs-unique-rows.ts';
import { unloggedTable } from './unlogged-table.ts';
import { validateWithAdd } from './validate-with-add.ts';
import { varcharLimit } from './varchar-limit.ts';
import { viewBypassesRls } from './view-bypasses-rls.ts';
import { viewShowsUsers } from './view-shows-users.ts';
import { wideIndex } from './wide-index.ts';

export const rules: readonly Rule[] = [
  addColumnRewrites,
  attachPartitionScans,
  broadGrant,
  cachedPlan,
  changeUnderLock,
  changeWithoutWhere,
  charColumn,
  checkValidates,
  copiesTable,
  defaultChanged,
  defaultPartitionScanned,
  definerSearchPath,
  detachPartitionBlocks,
  domainConstraintScans,
  dropCascade,
  dropColumn,
  dropConstraint,
  dropIndexBlocks,
  dropNotNull,
  dropSchema,
  dropTable,
  dropTableLocksOthers,
  duplicateIndex,
  duplicatePolicy,
  exclusionBuildsIndex,
  extensionInPublic,
  foreignKeyType,
  foreignKeyValidates,
  foreignKeyWithoutIndex,
  functionVolatility,
  indexBlocksWrites,
  indexIfNotExists,
  indexReplacedTooEarly,
  invalidIndex,
  jsonColumn,
  keyBuildsIndex,
  nameCut,
  noPrimaryKey,
  noTimeout,
  notNullWithoutDefault,
  notRerunnable,
  policyAlwaysTrue,
  policyCallPerRow,
  policyDropped,
  policyLost,
  policyWithoutRls,
  primaryKeyScans,
  refreshBlocks,
  reindexBlocks,
  renameColumn,
  renameEnumValue,
  renameRelation,
  renameSchema,
  restrictivePolicy,
  rlsDisabled,
  rlsMissing,
  rlsWithoutPolicy,
  serialColumn,
  setNotNullScans,
  severalPasses,
  severalTablesLocked,
  smallKey,
  storageRewrites,
  tableRewrites,
  timestampColumn,
  triggerDisabled,
  truncate,
  typeChangeRewrites,
  typeChangeScans,
  typeChangeTimeZone,
  typeNarrowing,
  uniqueNeedsUniqueRows,
  unloggedTable,
  validateWithAdd,
  varcharLimit,
  viewBypassesRls,
  viewShowsUsers,
  wideIndex,
];

/** For statements whose lock no rule has explained. */
export const otherLocks = [blocksWhileRewriting, blocksWhileScanning] as const;
