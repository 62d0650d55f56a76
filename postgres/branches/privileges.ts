import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { asset } from '../../package-root.ts';
import { ident } from '../sql.ts';

const privilegesSql = readFileSync(asset('postgres/branches/privileges.sql'), 'utf8');

type Granted = readonly [grantor: string, grantee: string | null, privilege: string, grantable: boolean];

interface Row {
  readonly object: string;
  readonly column: string | null;
  readonly owner: string;
  readonly granted: readonly Granted[];
}

/** One privilege of one role on an object or on one of its columns. */
interface Grant {
  readonly grantor: string;
  /** Null: PUBLIC. */
  readonly grantee: string | null;
  readonly privilege: string;
  readonly grantable: boolean;
  readonly column: string | null;
}

export interface Privileges {
  readonly owner: string;
  readonly grants: readonly Grant[];
}

/**
 * Gives every object of the branch exactly the privileges it has in production, whoever granted them. Default
 * privileges, in force there or not, have left their traces on what was made: an identity sequence, which no
 * CREATE names, has those of the moment it was made. Both sessions need `search_path = pg_catalog`.
 */
export async function copyPrivileges(from: pg.Client, to: pg.Client): Promise<void> {
  const [wanted, found] = [await readPrivileges(from), await readPrivileges(to)];
  // Schemas first: a role grants only what it can reach.
  const objects = [...wanted].sort(([a], [b]) => Number(isSchema(b)) - Number(isSchema(a)));
  for (const [object, privileges] of objects) {
    const before = found.get(object);
    if (JSON.stringify(before?.grants) === JSON.stringify(privileges.grants)) continue;
    for (const sql of privilegeStatements(object, before?.grants ?? [], privileges))
      await to.query(sql).catch((error: unknown) => {
        throw new Error(`privileges of ${object}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      });
  }
}

const isSchema = (object: string): boolean => object.startsWith('SCHEMA ');

async function readPrivileges(session: pg.Client): Promise<Map<string, Privileges>> {
  const { rows } = await session.query<Row>(privilegesSql);
  const found = new Map<string, Privileges & { grants: Grant[] }>();
  // The table itself first, then its columns by name: equal privileges are then equal lists.
  rows.sort((a, b) => compare(a.column ?? '', b.column ?? ''));
  for (const { object, column, owner, granted } of rows) {
    const privileges = found.get(object) ?? { owner, grants: [] };
    for (const [grantor, grantee, privilege, grantable] of granted)
      privileges.grants.push({ grantor, grantee, privilege, grantable, column });
    found.set(object, privileges);
  }
  return found;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Takes everything away, then grants anew, each grant by the role that gave it in production. */
export function privilegeStatements(object: string, before: readonly Grant[], wanted: Privileges): string[] {
  // Revoking from the table takes the columns' privileges along. CASCADE: what others granted on goes too.
  const revokes = [...new Set([wanted.owner, ...before.map(({ grantee }) => grantee)])].map(
    (grantee) => `REVOKE ALL ON ${object} FROM ${role(grantee)} CASCADE`,
  );
  const grants = inOrderOfGrantors(wanted).flatMap(({ grantor, grants }) => {
    const statements = grants.map((one) => grantStatement(object, one));
    // A superuser, or a member of the owner, grants in the owner's name.
    return grantor === wanted.owner
      ? statements
      : [`SET ROLE ${ident(grantor)}`, ...statements, 'RESET ROLE'];
  });
  return [...revokes, ...grants];
}

function grantStatement(object: string, { grantee, privilege, grantable, column }: Grant): string {
  const what = column === null ? privilege : `${privilege} (${ident(column)})`;
  return `GRANT ${what} ON ${object} TO ${role(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`;
}

const role = (name: string | null): string => (name === null ? 'PUBLIC' : ident(name));

/** Whoever grants on must have been granted first: the owner begins, then those who got the grant option. */
function inOrderOfGrantors({ owner, grants }: Privileges): { grantor: string; grants: Grant[] }[] {
  const order = [owner];
  for (const grantor of order)
    for (const { grantor: by, grantee, grantable } of grants)
      if (by === grantor && grantable && grantee !== null && !order.includes(grantee)) order.push(grantee);
  // A superuser may have granted as a role that has no grant option any more.
  for (const { grantor } of grants) if (!order.includes(grantor)) order.push(grantor);
  return order.flatMap((grantor) => {
    const theirs = grants.filter((grant) => grant.grantor === grantor);
    return theirs.length === 0 ? [] : [{ grantor, grants: theirs }];
  });
}
