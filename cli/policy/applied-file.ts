import type { AppliedMigration } from '../../policies/facts.ts';

/** A file, or a version alone, that counts as applied. */
export function appliedFile(folder: string, file: string): AppliedMigration {
  const [, version = '', name = ''] = /^(\d*)_?(.*?)(?:\.sql)?$/.exec(file) ?? [];
  return { version, name, folder, path: `${folder}/${file}`, asApplied: null };
}
