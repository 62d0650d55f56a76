import type { StatementRule } from '../rule.ts';

export const broadGrant: StatementRule = {
  id: 'broad-grant',
  level: 'warning',
  rows: [99],
  statement({ node }) {
    const grant =
      'GrantStmt' in node
        ? node.GrantStmt
        : 'AlterDefaultPrivilegesStmt' in node
          ? node.AlterDefaultPrivilegesStmt.action
          : undefined;
    if (grant?.is_grant !== true || !data.has(grant.objtype ?? '')) return null;
    const everybody = (grant.grantees ?? []).some(
      (one) => 'RoleSpec' in one && one.RoleSpec.roletype === 'ROLESPEC_PUBLIC',
    );
    if (!everybody) return null;
    const rights = (grant.privileges ?? []).flatMap((one) =>
      'AccessPriv' in one ? (one.AccessPriv.priv_name?.toUpperCase() ?? []) : [],
    );
    return {
      message: `${rights.length === 0 ? 'ALL' : rights.join(', ')} to PUBLIC: every role of the server has it, also those made later`,
      remedy: 'grant what is needed to the roles that need it',
    };
  },
};

const data = new Set(['OBJECT_TABLE', 'OBJECT_SEQUENCE', 'OBJECT_SCHEMA', 'OBJECT_DATABASE']);
