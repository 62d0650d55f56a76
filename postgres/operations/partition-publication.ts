import type { Catalog, CatalogPublished, CatalogTable } from '../catalog/catalog.ts';
import { ident, identList, literal } from '../sql.ts';
import { OperationRefused } from './errors.ts';
import { fullName, sqlName } from './lookup.ts';
import type { DataCheck } from './operation.ts';

/*
 * A published table that becomes partitioned goes on under its name: in the transaction in which the partitioned one
 * takes the name it takes the place in the publication, too, and the publication names it instead of its partitions.
 * Subscribers go on with their table and miss no row; tried with one on either way.
 */

/** @throws OperationRefused where another table would be published otherwise than it is */
export function assertPublishable(table: CatalogTable, catalog: Catalog): void {
  for (const { name, viaRoot } of table.published ?? []) {
    const others = catalog.tables
      .filter(({ partitionOf, publications = [] }) => partitionOf != null && publications.includes(name))
      .map(fullName);
    if (viaRoot || others.length === 0) continue;
    throw new OperationRefused(
      fullName(table),
      `publication ${name} replicates it, and ${others.join(', ')} by the ${others.length === 1 ? 'name of a partition' : 'names of partitions'}: it can name partitioned tables or their partitions, not one of each`,
      `see to its subscribers and set publish_via_partition_root of ${name} by custom_sql first, or give ${fullName(table)} a publication of its own`,
      [name],
    );
  }
}

/** Only its owner may change a publication. */
export const mayChangePublications = ({ published = [] }: CatalogTable): DataCheck[] =>
  published.map(({ name }) => ({
    holds: `publication ${name} is one that whoever migrates may change`,
    sql: `SELECT count(*) FROM pg_publication WHERE pubname = ${literal(name)} AND NOT pg_has_role(current_user, pubowner, 'USAGE')`,
  }));

/** Takes it out, before its name goes to another table. Of a publication of all tables, or of a schema, it stays. */
export const unpublish = (table: CatalogTable): string[] =>
  (table.published ?? [])
    .filter(({ listed }) => listed)
    .map(({ name }) => `ALTER PUBLICATION ${ident(name)} DROP TABLE ${sqlName(table)}`);

/** Puts in what has the name then. A condition on a partitioned table has to find the publication set for it. */
export const publish = (table: CatalogTable, as: 'table' | 'partitioned table'): string[] =>
  (table.published ?? []).flatMap((one) => [
    ...(one.viaRoot
      ? []
      : [
          `ALTER PUBLICATION ${ident(one.name)} SET (publish_via_partition_root = ${as === 'partitioned table'})`,
        ]),
    ...(one.listed ? [`ALTER PUBLICATION ${ident(one.name)} ADD TABLE ${sqlName(table)}${limits(one)}`] : []),
  ]);

const limits = ({ columns, where }: CatalogPublished): string =>
  `${columns === null ? '' : ` (${identList(columns)})`}${where === null ? '' : ` WHERE (${where})`}`;

export const publishedSays = (table: CatalogTable): string[] =>
  (table.published ?? []).map(
    ({ name }) =>
      `publication ${name} goes on to replicate ${fullName(table)} under its name, to subscriptions of PostgreSQL; what reads the log in another way sees the name of the partition`,
  );

/** The catalog with the publications as they are then. */
export const publishedByRoot = (
  tables: readonly CatalogTable[],
  table: CatalogTable,
): readonly CatalogTable[] => {
  const names = (table.published ?? []).map(({ name }) => name);
  if (names.length === 0) return tables;
  return tables.map((one) => ({
    ...one,
    published: (one.published ?? []).map((entry) =>
      names.includes(entry.name) ? { ...entry, viaRoot: true } : entry,
    ),
  }));
};
