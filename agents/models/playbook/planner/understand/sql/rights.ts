import type { CreatePolicyStmt, GrantStmt, Node } from 'libpg-query';
import type { TableReading } from '../../grammar/slots/names.ts';
import type { Draft } from '../draft.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { sqlName } from './names.ts';
import { behind, bracketed, meaningful, textOf } from './parts.ts';

const everything = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];

/** Roles by their names; empty for PUBLIC, undefined for CURRENT_USER and the like. */
function rolesOf(nodes: readonly Node[] = []): readonly string[] | undefined {
  const roles = nodes.map((node) => {
    if (!('RoleSpec' in node)) return undefined;
    const { roletype, rolename } = node.RoleSpec;
    return roletype === 'ROLESPEC_PUBLIC' ? 'public' : roletype === 'ROLESPEC_CSTRING' ? rolename : undefined;
  });
  return roles.every((role) => role !== undefined) ? roles : undefined;
}

/** `GRANT SELECT ON tasks TO anon`: tables as a whole, and no right to grant it on. */
export function granted(
  { is_grant, targtype, objtype, objects = [], privileges = [], grantees, grant_option, behavior }: GrantStmt,
  tableNamed: (schema: string | undefined, name: string) => TableReading,
): readonly RuleDraft[] | undefined {
  const roles = rolesOf(grantees);
  if (targtype !== 'ACL_TARGET_OBJECT' || objtype !== 'OBJECT_TABLE' || !roles || grant_option)
    return undefined;
  if (behavior === 'DROP_CASCADE' || roles.length === 0) return undefined;
  const said = privileges.map((node) =>
    'AccessPriv' in node && !node.AccessPriv.cols ? node.AccessPriv.priv_name : undefined,
  );
  const tables = objects.map((node) =>
    'RangeVar' in node && node.RangeVar.relname
      ? tableNamed(node.RangeVar.schemaname, node.RangeVar.relname)
      : undefined,
  );
  if (!said.every((one) => one !== undefined) || !tables.every((one) => one !== undefined)) return undefined;
  return roles.map((role) => ({
    kind: 'grant',
    revoke: is_grant !== true,
    tables,
    privileges: said.length === 0 ? everything : said,
    role: sqlName(role),
  }));
}

/** A policy as the statement has it; one that it drops before takes its place. */
export function policy(
  sql: string,
  statement: CreatePolicyStmt,
  table: TableReading,
  draft: Draft,
): RuleDraft | undefined {
  const { policy_name: name, cmd_name: command = 'all', permissive, qual, with_check } = statement;
  const roles = rolesOf(statement.roles);
  if (name === undefined || !roles) return undefined;
  const tokens = meaningful(sql);
  const condition = (words: readonly string[]): string | undefined => {
    const inside = bracketed(tokens, behind(tokens, words))?.inside;
    return inside && textOf(inside);
  };
  const [using, check] = [qual && condition(['using']), with_check && condition(['with', 'check'])];
  const dropped = draft.rules.findIndex(
    (rule) =>
      rule.kind === 'dropPolicy' &&
      rule.name === name &&
      rule.table?.table?.name === table.table?.name &&
      table.table !== undefined,
  );
  if (dropped !== -1) draft.rules.splice(dropped, 1);
  return {
    kind: 'operation',
    operation: {
      op: 'create_policy',
      table: table.table?.name ?? table.text,
      schema: table.table?.schema ?? 'public',
      name,
      command: command as 'all',
      permissive: permissive === true,
      ...(roles.length === 0 || roles.includes('public') ? {} : { roles: [...roles] }),
      ...(using === undefined ? {} : { using }),
      ...(check === undefined ? {} : { check }),
      ...(dropped === -1 ? {} : { replace: true }),
    },
  };
}
