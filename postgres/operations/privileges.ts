import type { CatalogGrant } from '../catalog/catalog.ts';
import { dollarQuoted, ident, literal } from '../sql.ts';
import { grantSql } from './column-sql.ts';
import { OperationRefused } from './errors.ts';

/** As GRANT and REVOKE name the kind of object; `TABLE` also for views. */
export type Grantable = 'TABLE' | 'SEQUENCE' | 'SCHEMA' | 'FUNCTION' | 'PROCEDURE' | 'TYPE';

interface Place {
  readonly kind: Grantable;
  /** The object as SQL, without its kind. */
  readonly at: string;
}

/** `TABLE` may be left out in GRANT, and is. */
export const placeSql = ({ kind, at }: Place): string => (kind === 'TABLE' ? at : `${kind} ${at}`);

const lists: Readonly<
  Record<
    Grantable,
    { readonly catalog: string; readonly acl: string; readonly owner: string; readonly type: string }
  >
> = {
  TABLE: { catalog: 'pg_class', acl: 'relacl', owner: 'relowner', type: 'regclass' },
  SEQUENCE: { catalog: 'pg_class', acl: 'relacl', owner: 'relowner', type: 'regclass' },
  SCHEMA: { catalog: 'pg_namespace', acl: 'nspacl', owner: 'nspowner', type: 'regnamespace' },
  FUNCTION: { catalog: 'pg_proc', acl: 'proacl', owner: 'proowner', type: 'regprocedure' },
  PROCEDURE: { catalog: 'pg_proc', acl: 'proacl', owner: 'proowner', type: 'regprocedure' },
  TYPE: { catalog: 'pg_type', acl: 'typacl', owner: 'typowner', type: 'regtype' },
};

/** Of something just made: these grants and no others. What a database gives by default may be more. */
export function onlyTheseGrants(place: Place, grants: readonly CatalogGrant[]): string[] {
  const { catalog, acl, owner, type } = lists[place.kind];
  const on = placeSql(place);
  // `format` with %I and a constant text: what is executed cannot be anything else, which the policies can see.
  const revoke = literal(`REVOKE ALL ON ${on.replaceAll('%', '%%')} FROM %I`);
  const takeAll = `DO ${dollarQuoted(`DECLARE
  godwit_role name;
BEGIN
  FOR godwit_role IN
    SELECT pg_get_userbyid(granted.grantee)
    FROM ${catalog}, aclexplode(${catalog}.${acl}) AS granted
    WHERE ${catalog}.oid = ${literal(place.at)}::${type} AND granted.grantee NOT IN (0, ${catalog}.${owner})
  LOOP
    EXECUTE format(${revoke}, godwit_role);
  END LOOP;
END`)}`;
  return [`REVOKE ALL ON ${on} FROM PUBLIC`, takeAll, ...grants.map((grant) => grantSql(on, grant))];
}

/** What another role granted only that role can grant again. @throws OperationRefused */
export function assertGrantedByOwner(subject: string, grants: readonly CatalogGrant[]): void {
  const foreign = grants.find(({ by }) => by !== undefined);
  if (foreign === undefined) return;
  throw new OperationRefused(
    subject,
    `${foreign.by} granted ${foreign.privileges.join(', ')} to ${foreign.role}, which could not be restored`,
    `let ${foreign.by} revoke it first, or write the change as custom_sql`,
  );
}

/** OWNER TO, where the role that makes the object is not the one that it belongs to. */
export const restoreOwner = (
  subject: string,
  owner: string | undefined,
  user: string | undefined,
): string[] => (owner === undefined || owner === user ? [] : [`ALTER ${subject} OWNER TO ${ident(owner)}`]);
