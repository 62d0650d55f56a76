export * from './errors.ts';
export type { MigrationFile, MigrationFiles, ReadMigrationFile } from './files.ts';
export { migrationFiles, readMigrationFile, workspaceFiles } from './files.ts';
export { classify, possibleKinds } from './kind.ts';
export { parseScript } from './parse.ts';
export { type Positions, positionsIn } from './positions.ts';
export { renderScript } from './render.ts';
export { excerpt, type Statement, splitStatements } from './statements.ts';
export { assignVersions, timeOfVersion, versionAt } from './versions.ts';
