import type { LayoutName } from '../migration.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { drizzle } from './drizzle.ts';
import { AmbiguousLayout, type LayoutCandidate, NoMigrationFound } from './errors.ts';
import { singleFile } from './file.ts';
import { flyway } from './flyway.ts';
import type { Folder } from './folder.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { headings } from './headings.ts';
import type { LayoutReader } from './layout.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { prisma } from './prisma.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';

const readers: Readonly<Record<LayoutName, LayoutReader>> = {
  supabase,
  'golang-migrate': golangMigrate,
  sqlx,
  diesel,
  prisma,
  drizzle,
  dbmate,
  goose,
  flyway,
  'node-pg-migrate': nodePgMigrate,
  headings,
  file: singleFile,
};

export const readerOf = (name: LayoutName): LayoutReader => readers[name];

/**
 * The layout that the folder says it has: the only one that is sure, else the only one that is likely.
 * @throws AmbiguousLayout, NoMigrationFound
 */
export function detect(folder: Folder): LayoutCandidate & { readonly reader: LayoutReader } {
  const claims = Object.values(readers).flatMap((reader) => {
    const claim = reader.recognise(folder);
    return claim === null ? [] : [{ reader, name: reader.name, ...claim }];
  });
  const sure = claims.filter(({ strength }) => strength === 'sure');
  // One file is taken for one file unless its text or its name says more.
  const likely = claims.length > 1 ? claims.filter(({ name }) => name !== 'file') : claims;
  const [only, ...others] = sure.length > 0 ? sure : likely;
  if (only === undefined) throw new NoMigrationFound(folder.given, folder.files, null);
  if (others.length > 0) throw new AmbiguousLayout(folder.given, [only, ...others]);
  return only;
}
