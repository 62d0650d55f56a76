export { type CompiledPlan, compileOperations, describeOperation } from './compile.ts';
export { idColumn } from './create-table-columns.ts';
export type { FollowUp } from './follow-up.ts';
export type { DataCheck, OperationPlan, StepDraft } from './operation.ts';
export { Operation, type OperationKind, operations } from './operations.ts';
export { matchedRows } from './restored-column.ts';
