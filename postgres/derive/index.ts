export { readFacts, rollbackBetween, type SchemaFacts, type SchemaRollback } from './between.ts';
export * from './errors.ts';
export type { Refill } from './phases.ts';
export { type DerivedRollback, deriveRollback } from './rollback.ts';
