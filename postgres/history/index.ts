export { AppliedMigrationChanged } from './errors.ts';
export { checksum, ensureHistory, listHistory } from './history.ts';
