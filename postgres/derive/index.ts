export { readFacts, rollbackBetween, type SchemaFacts, type SchemaRollback } from './between.ts';
export * from './errors.ts';
export { readIdentities } from './identities.ts';
export { movesBack } from './moves.ts';
export type { Refill } from './phases.ts';
export { preparations } from './preparations.ts';
export { type DerivedRollback, deriveRollback } from './rollback.ts';
export { supplement } from './supplement/supplement.ts';
