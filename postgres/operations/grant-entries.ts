import type { CatalogGrant } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { grantSql } from './column-sql.ts';
import { roleSql } from './policy.ts';

/** One right of one role, on the object or on one column of it. */
export interface Entry {
  readonly role: string;
  readonly privilege: string;
  readonly column: string | null;
  readonly grantable: boolean;
}

/** The rights that the owner gave; another role's grants are not the owner's to change. */
export const entriesOf = (grants: readonly CatalogGrant[], column: string | null): Entry[] =>
  grants
    .filter(({ by }) => by === undefined)
    .flatMap(({ role, privileges, grantable }) =>
      privileges.map((privilege) => ({ role, privilege, column, grantable })),
    );

/** The way the catalog lists them. */
export function grantsOf(entries: readonly Entry[], column: string | null): CatalogGrant[] {
  const grants = new Map<string, { role: string; privileges: string[]; grantable: boolean }>();
  for (const { role, privilege, grantable } of entries.filter((entry) => entry.column === column)) {
    const group = JSON.stringify([role, grantable]);
    const grant = grants.get(group) ?? { role, privileges: [], grantable };
    grant.privileges.push(privilege);
    grants.set(group, grant);
  }
  return [...grants.values()];
}

const isSame = (one: Entry, other: Entry): boolean =>
  one.role === other.role && one.privilege === other.privilege && one.column === other.column;

export const find = (entries: readonly Entry[], wanted: Entry): Entry | undefined =>
  entries.find((entry) => isSame(entry, wanted));

/** With these rights, too; what may be granted on already stays so. */
export function granted(entries: readonly Entry[], more: readonly Entry[]): Entry[] {
  const rest = entries.filter((entry) => find(more, entry) === undefined);
  return [
    ...rest,
    ...more.map((entry) => ({
      ...entry,
      grantable: entry.grantable || find(entries, entry)?.grantable === true,
    })),
  ];
}

/** Without these rights. One on the whole object takes those on its columns with it. */
export const revoked = (entries: readonly Entry[], less: readonly Entry[]): Entry[] =>
  entries.filter(
    (entry) =>
      !less.some(
        (gone) =>
          gone.role === entry.role &&
          gone.privilege === entry.privilege &&
          (gone.column === null || gone.column === entry.column),
      ),
  );

/** SQL that leads from one state to the other. */
export function changeGrants(on: string, from: readonly Entry[], to: readonly Entry[]): string[] {
  const gone = from.filter((entry) => find(to, entry) === undefined);
  const weaker = from.filter((entry) => entry.grantable && find(to, entry)?.grantable === false);
  const left = revoked(from, gone).filter((entry) => !weaker.includes(entry));
  const missing = to.filter((entry) => {
    const has = find(left, entry) ?? find(weaker, entry);
    return has === undefined || (entry.grantable && !has.grantable);
  });
  return [
    ...statements(gone, (role, list) => `REVOKE ${list} ON ${on} FROM ${role}`),
    ...statements(weaker, (role, list) => `REVOKE GRANT OPTION FOR ${list} ON ${on} FROM ${role}`),
    ...columnsOf(missing).flatMap((column) =>
      grantsOf(missing, column).map((grant) => grantSql(on, grant, column ?? undefined)),
    ),
  ];
}

const columnsOf = (entries: readonly Entry[]): (string | null)[] => [
  ...new Set(entries.map(({ column }) => column)),
];

/** The whole object first: taking a right on it away takes those on the columns. */
const statements = (entries: readonly Entry[], sql: (role: string, list: string) => string): string[] =>
  columnsOf(entries)
    .toSorted((one, other) => Number(one !== null) - Number(other !== null))
    .flatMap((column) =>
      grantsOf(
        entries.map((entry) => ({ ...entry, grantable: false })),
        column,
      ).map(({ role, privileges }) =>
        sql(roleSql(role), privilegeList(privileges, column === null ? [] : [column])),
      ),
    );

/** `SELECT, UPDATE ("a", "b")` has the columns behind each privilege. */
export const privilegeList = (privileges: readonly string[], columns: readonly string[]): string =>
  privileges
    .map((privilege) =>
      columns.length === 0 ? privilege : `${privilege} (${columns.map(ident).join(', ')})`,
    )
    .join(', ');
