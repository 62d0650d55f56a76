export { isAsApplied, listAppliedSql } from './applied-sql.ts';
export { AppliedMigrationChanged } from './errors.ts';
export { checksum, ensureHistory, isApplied, listHistory } from './history.ts';
