import type { CheckedMigration, LayoutAdvice, LayoutName, UnusedFile } from '../migration.ts';
import type { Folder } from './folder.ts';

/** One layout: how it is recognised and how it is read. */
export interface LayoutReader {
  readonly name: LayoutName;
  /** Why a folder seems to be of this layout; null when nothing says so. */
  recognise(folder: Folder): Claim | null;
  /** @throws LayoutError */
  read(folder: Folder): LayoutContent;
}

/** `sure`: nothing else looks like this. `likely`: unless another layout is sure. */
export interface Claim {
  readonly strength: 'sure' | 'likely';
  readonly because: string;
}

export interface LayoutContent {
  readonly migrations: readonly CheckedMigration[];
  readonly unused: readonly UnusedFile[];
  readonly advice: readonly LayoutAdvice[];
}
