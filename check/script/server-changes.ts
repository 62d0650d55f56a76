import type { Node } from 'libpg-query';
import { reasonAgainst } from '../../policies/sql/statement-kinds.ts';

const serverKinds = [
  'AlterDatabaseRefreshCollStmt',
  'AlterDatabaseSetStmt',
  'AlterDatabaseStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'AlterSystemStmt',
  'CreateRoleStmt',
  'CreateTableSpaceStmt',
  'CreatedbStmt',
  'DropRoleStmt',
  'DropTableSpaceStmt',
  'DropdbStmt',
  'GrantRoleStmt',
];
const serverObjects = ['OBJECT_ROLE', 'OBJECT_DATABASE', 'OBJECT_TABLESPACE', 'OBJECT_PARAMETER_ACL'];

/** Why the effect of a statement does not stay in its database: a branch of it would not hold it either. */
export function serverChange(node: Node): string | null {
  const kind = serverKinds.find((one) => one in node);
  if (kind !== undefined) return reasonAgainst(kind);
  const object =
    'RenameStmt' in node
      ? node.RenameStmt.renameType
      : 'GrantStmt' in node
        ? node.GrantStmt.objtype
        : 'AlterOwnerStmt' in node
          ? node.AlterOwnerStmt.objectType
          : 'CommentStmt' in node
            ? node.CommentStmt.objtype
            : undefined;
  return object !== undefined && serverObjects.includes(object)
    ? `changes a ${object.replace('OBJECT_', '').replace('_ACL', '').toLowerCase()} of the server`
    : null;
}
