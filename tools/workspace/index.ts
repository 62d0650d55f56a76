export { type PackageJson, readPackageJson } from './app-scripts.ts';
export { type AuditTrailer, auditTrailers } from './audit-trailers.ts';
export { type Committed, commitPaths } from './commit-paths.ts';
export * from './errors.ts';
export * from './git-errors.ts';
export { beginGitWork, endGitWork, type GitWork } from './git-work.ts';
export { openWorkspace } from './open.ts';
export type { Workspace } from './workspace.ts';
