import type { LayoutName } from '../migration.ts';
import { AmbiguousLayout, type LayoutCandidate, NoMigrationFound } from './errors.ts';
import type { Folder } from './folder.ts';
import { golangMigrate } from './golang-migrate.ts';
import type { LayoutReader } from './layout.ts';
import { supabase } from './supabase.ts';

/** In the order in which candidates are named. */
export const readers: readonly LayoutReader[] = [supabase, golangMigrate];

/**
 * The layout that the folder says it has: the only one that is sure, else the only one that is likely.
 * @throws AmbiguousLayout, NoMigrationFound
 */
export function detect(folder: Folder): LayoutCandidate & { readonly reader: LayoutReader } {
  const claims = readers.flatMap((reader) => {
    const claim = reader.recognise(folder);
    return claim === null ? [] : [{ reader, name: reader.name, ...claim }];
  });
  const sure = claims.filter(({ strength }) => strength === 'sure');
  const [only, ...others] = sure.length > 0 ? sure : claims;
  if (only === undefined) throw new NoMigrationFound(folder.given, folder.files, null);
  if (others.length > 0) throw new AmbiguousLayout(folder.given, [only, ...others]);
  return only;
}

/** @throws NoMigrationFound where no layout of this name is understood */
export const readerOf = (name: LayoutName): LayoutReader | undefined =>
  readers.find((reader) => reader.name === name);
