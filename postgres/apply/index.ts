export { applyOnBranch } from './apply.ts';
export { type BranchState, branchStates, findBranchState } from './branch-state.ts';
export * from './errors.ts';
export { assertUndrifted, mergeToProduction, type ProvenSchemas } from './merge.ts';
export type { ApplyOptions, SessionFactory } from './options.ts';
export { rollbackOnBranch } from './rollback.ts';
