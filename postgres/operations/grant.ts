import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { literal } from '../sql.ts';
import { OperationRefused, UnknownRole } from './errors.ts';
import { name, sqlType } from './fields.ts';
import {
  changeGrants,
  type Entry,
  entriesOf,
  find,
  granted,
  grantsOf,
  privilegeList,
  revoked,
} from './grant-entries.ts';
import { type GrantObject, grantObject } from './grant-object.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { roleSql } from './policy.ts';
import { type Grantable, placeSql } from './privileges.ts';

const Privilege = z.enum([
  'select',
  'insert',
  'update',
  'delete',
  'truncate',
  'references',
  'trigger',
  'maintain',
  'usage',
  'create',
  'execute',
]);

export const Grant = z.object({
  op: z.literal('grant'),
  revoke: z.boolean().optional().describe('take the privileges away'),
  privileges: z.array(Privilege),
  on: z
    .enum(['table', 'sequence', 'schema', 'function', 'type'])
    .default('table')
    .describe('table: views, too'),
  name: name.describe('name of what they are on, unquoted, without its schema'),
  schema: name.default('public').describe('its schema; for a schema: leave it out'),
  columns: z.array(name).optional().describe('of a table: only these columns'),
  arguments: z.array(sqlType).optional().describe('of a function: types of its arguments'),
  roles: z.array(name).describe('public: everybody'),
  withGrantOption: z.boolean().optional().describe('they may grant it on'),
});
export type Grant = z.infer<typeof Grant>;

export const grant = defineOperation<'grant', Grant>({
  kind: 'grant',
  params: Grant,
  describe: ({ revoke, privileges, on, name, roles }) =>
    `${revoke ? 'revoke' : 'grant'} ${privileges.join(', ')} on ${on} ${name} ${revoke ? 'from' : 'to'} ${roles.join(', ')}`,
  plan(params, catalog) {
    const object = grantObject(catalog, params);
    assertPossible(params, object, catalog);
    const [before, after] = states(params, object);
    return operationPlan(
      [transactional(statement(params, object), changeGrants(placeSql(object), after, before), [])],
      {
        breaking: breakingOf(params, object),
        verifications: params.revoke ? [] : [hold(params, object)],
      },
    );
  },
  apply(params, catalog) {
    const object = grantObject(catalog, params);
    const [, after] = states(params, object);
    const foreign = object.grants.filter(({ by }) => by !== undefined);
    return object.put([...grantsOf(after, null), ...foreign], (column) => grantsOf(after, column));
  },
});

/** The rights that the parameters are about. */
const wanted = ({ roles, privileges, columns, withGrantOption, revoke }: Grant): Entry[] =>
  roles.flatMap((role) =>
    privileges.flatMap((privilege) =>
      (columns?.length ? columns : [null]).map((column) => ({
        role,
        privilege: privilege.toUpperCase(),
        column,
        grantable: withGrantOption === true && !revoke,
      })),
    ),
  );

function states(params: Grant, object: GrantObject): [readonly Entry[], readonly Entry[]] {
  const before = [
    ...entriesOf(object.grants, null),
    ...object.columns.flatMap(({ name, grants }) => entriesOf(grants, name)),
  ];
  return [before, (params.revoke ? revoked : granted)(before, wanted(params))];
}

function statement(params: Grant, object: GrantObject): string {
  const list = privilegeList(
    params.privileges.map((privilege) => privilege.toUpperCase()),
    params.columns ?? [],
  );
  const roles = params.roles.map(roleSql).join(', ');
  return params.revoke
    ? `REVOKE ${list} ON ${placeSql(object)} FROM ${roles}`
    : `GRANT ${list} ON ${placeSql(object)} TO ${roles}${params.withGrantOption ? ' WITH GRANT OPTION' : ''}`;
}

const privilegesOf: Readonly<Record<Grantable, readonly string[]>> = {
  TABLE: ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain'],
  SEQUENCE: ['usage', 'select', 'update'],
  SCHEMA: ['usage', 'create'],
  FUNCTION: ['execute'],
  PROCEDURE: ['execute'],
  TYPE: ['usage'],
};
const ofColumns: readonly string[] = ['select', 'insert', 'update', 'references'];

function assertPossible(params: Grant, object: GrantObject, catalog: Catalog): void {
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(object.name, reason, hint);
  };
  const { privileges, roles, columns = [], revoke } = params;
  if (privileges.length === 0 || roles.length === 0)
    refuse('it is not said which privilege of whom', 'name both');
  if (columns.length > 0 && params.on !== 'table') refuse('it has no columns', 'leave columns out');
  const possible = columns.length > 0 ? ofColumns : privilegesOf[object.kind];
  const odd = privileges.find((privilege) => !possible.includes(privilege));
  if (odd !== undefined) {
    const what = columns.length > 0 ? 'a column' : `a ${object.kind.toLowerCase()}`;
    refuse(`there is no privilege ${odd} on ${what}`, `there are ${possible.join(', ')}`);
  }
  if (privileges.includes('maintain') && catalog.serverVersion < 170000) {
    refuse('the privilege maintain comes with PostgreSQL 17', 'leave it out');
  }
  if (params.withGrantOption && (revoke || roles.includes('public'))) {
    refuse('the grant option can neither be revoked so nor given to everybody', 'leave withGrantOption out');
  }
  for (const role of roles) assertRole(role, object, catalog);
  const [before, after] = states(params, object);
  const held = wanted(params).filter((entry) => find(before, entry) !== undefined);
  if (!revoke) {
    const news = after.filter((entry) => find(before, entry)?.grantable !== entry.grantable);
    if (news.length === 0) refuse(`${roles.join(', ')} may do that already`, 'leave the operation out');
    return;
  }
  const without = wanted(params).find(
    (entry) => find(before, entry) === undefined && revoked(before, [entry]).length === before.length,
  );
  if (without !== undefined) {
    refuse(
      `${without.role} was not granted ${without.privilege}${without.column === null ? '' : ` on column ${without.column}`} itself`,
      'it may come from a role it is in, from public, or, for a column, from the whole table: revoke it there',
    );
  }
  const passedOn = object.grants.find(({ by, privileges: own }) =>
    held.some((entry) => entry.role === by && own.includes(entry.privilege)),
  );
  if (passedOn !== undefined) {
    refuse(`${passedOn.by} has granted it on to ${passedOn.role}`, 'let that be revoked first');
  }
}

function assertRole(role: string, object: GrantObject, { roles }: Catalog): void {
  if (role === object.owner) {
    throw new OperationRefused(object.name, `${role} is its owner`, 'an owner needs no grant');
  }
  // Roles that PostgreSQL brings along are not in the catalog.
  if (role === 'public' || role.startsWith('pg_') || roles === undefined || roles.includes(role)) return;
  throw new UnknownRole(role, roles);
}

/** Roles that stand for everybody who can reach the database, or its API. */
const everybody = ['public', 'anon', 'authenticated'];

function breakingOf({ revoke, roles, privileges, columns = [] }: Grant, object: GrantObject): string[] {
  const what = `${privileges.join(', ')}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`;
  if (revoke) return [`${roles.join(', ')} lose ${what} on ${object.name}`];
  const open = roles.filter((role) => everybody.includes(role));
  return open.length > 0 && object.guarded === false
    ? [`${open.join(', ')} may ${what} every row of ${object.name}: row level security is off`]
    : [];
}

const tests: Readonly<Record<Grantable, readonly [string, string]>> = {
  TABLE: ['has_table_privilege', 'regclass'],
  SEQUENCE: ['has_sequence_privilege', 'regclass'],
  SCHEMA: ['has_schema_privilege', 'regnamespace'],
  FUNCTION: ['has_function_privilege', 'regprocedure'],
  PROCEDURE: ['has_function_privilege', 'regprocedure'],
  TYPE: ['has_type_privilege', 'regtype'],
};

function hold(params: Grant, object: GrantObject): DataCheck {
  const [table, type] = tests[object.kind];
  const option = params.withGrantOption ? ' WITH GRANT OPTION' : '';
  const rows = wanted(params).map(({ role, privilege, column }) => {
    const on = `${literal(object.at)}::${type}`;
    const right = literal(privilege + option);
    return column === null
      ? `(${table}(${literal(role)}, ${on}, ${right}))`
      : `(has_column_privilege(${literal(role)}, ${on}, ${literal(column)}, ${right}))`;
  });
  return {
    holds: `${params.roles.join(', ')} may ${params.privileges.join(', ')} on ${object.name}`,
    sql: `SELECT count(*) FROM (VALUES ${rows.join(', ')}) AS asked (may) WHERE NOT may`,
  };
}
