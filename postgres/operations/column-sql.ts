import type { CatalogColumn, CatalogGrant, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { sqlName } from './lookup.ts';
import { roleSql } from './policy.ts';

/** Type with its collation, as ADD COLUMN wants it. */
export const typeSql = ({ type, collation }: CatalogColumn): string =>
  collation == null ? type : `${type} COLLATE ${collation}`;

/** What a column has beside type, default and NOT NULL: settings, comment and privileges, for a column `name`. */
export function columnExtras(table: CatalogTable, column: CatalogColumn, name = column.name): string[] {
  const at = sqlName(table);
  return [
    ...(column.settings ?? []).map((setting) => `ALTER TABLE ${at} ALTER COLUMN ${ident(name)} ${setting}`),
    ...(column.comment === null
      ? []
      : [`COMMENT ON COLUMN ${at}.${ident(name)} IS ${literal(column.comment)}`]),
    ...(column.grants ?? []).map((grant) => grantSql(at, grant, name)),
  ];
}

/** GRANT on a table, or on one column of it. */
export function grantSql(at: string, { role, privileges, grantable }: CatalogGrant, column?: string): string {
  const list = privileges.map((privilege) =>
    column === undefined ? privilege : `${privilege} (${ident(column)})`,
  );
  return `GRANT ${list.join(', ')} ON ${at} TO ${roleSql(role)}${grantable ? ' WITH GRANT OPTION' : ''}`;
}
