export { appliedMigrations } from './applied.ts';
export { openBranch } from './branch.ts';
export { writeDown, writePair } from './down-file.ts';
export { PreludeNotRun, UnknownVersion } from './errors.ts';
export { defaultStatementTimeoutMs, type ProofOptions } from './options.ts';
export { preludesFor } from './prelude.ts';
export { prove } from './prove.ts';
export { type Opened, openEmpty, type Prelude, replayServer } from './replay.ts';
export * from './report.ts';
