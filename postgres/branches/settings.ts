import pg from 'pg';
import { ident, literal } from '../sql.ts';
import type { Production } from './production.ts';

/** Settings whose value is a list of names; as one literal it would become a single odd name. */
const nameLists = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
]);

/**
 * Gives the branch what no copy of a database takes along: settings, privileges and connection limit of the
 * database. Returns in words what the role was not allowed to set.
 */
export async function copyDatabaseSettings(
  session: pg.Client,
  production: Production,
  branch: string,
): Promise<string[]> {
  const notCopied: string[] = [];
  for (const { what, sql } of statements(production, ident(branch))) {
    try {
      await session.query(sql);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
      notCopied.push(what);
    }
  }
  return notCopied;
}

interface Statement {
  readonly what: string;
  readonly sql: string;
}

function statements(production: Production, branch: string): Statement[] {
  const { settings, privileges, database } = production;
  return [
    ...settings.map(([role, setting]) => settingStatement(branch, role, setting)),
    ...(privileges === null ? [] : privilegeStatements(branch, production.owner, privileges)),
    {
      what: 'connection limit',
      sql: `ALTER DATABASE ${branch} CONNECTION LIMIT ${database.datconnlimit}`,
    },
  ];
}

function settingStatement(branch: string, role: string | null, setting: string): Statement {
  const split = setting.indexOf('=');
  const name = setting.slice(0, split);
  const value = setting.slice(split + 1);
  const quoted = nameLists.has(name) ? listElements(value).map(literal).join(', ') : literal(value);
  // A custom setting has a dotted name, each part an identifier of its own.
  const assignment = `SET ${name.split('.').map(ident).join('.')} TO ${quoted === '' ? "''" : quoted}`;
  return role === null
    ? { what: `setting ${name}`, sql: `ALTER DATABASE ${branch} ${assignment}` }
    : {
        what: `setting ${name} of role ${role}`,
        sql: `ALTER ROLE ${ident(role)} IN DATABASE ${branch} ${assignment}`,
      };
}

/** `"$user", public` → the two names without quotes. */
export function listElements(value: string): string[] {
  return [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,\s][^,]*))\s*(?:,|$)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'),
  );
}

function privilegeStatements(
  branch: string,
  owner: string,
  privileges: NonNullable<Production['privileges']>,
): Statement[] {
  const grantee = (role: string | null): string => (role === null ? 'PUBLIC' : ident(role));
  const revoke = [null, owner].map((role) => `REVOKE ALL ON DATABASE ${branch} FROM ${grantee(role)}`);
  const grant = privileges.map(
    ([role, privilege, grantable]) =>
      `GRANT ${privilege} ON DATABASE ${branch} TO ${grantee(role)}${grantable ? ' WITH GRANT OPTION' : ''}`,
  );
  return [...revoke, ...grant].map((sql) => ({ what: 'privileges of the database', sql }));
}
