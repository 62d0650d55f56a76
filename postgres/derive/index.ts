export * from './errors.ts';
export { type DerivedRollback, deriveRollback } from './rollback.ts';
