import { namesOf } from '../../../policies/sql/walk.ts';
import type { StatementRule } from '../rule.ts';
import { asRelation } from '../tree.ts';

export const renameEnumValue: StatementRule = {
  id: 'rename-enum-value',
  level: 'warning',
  rows: [50],
  statement({ node, scene: { before } }) {
    if (!('AlterEnumStmt' in node)) return null;
    const { typeName, oldVal, newVal } = node.AlterEnumStmt;
    const { schemaname, relname } = asRelation(namesOf(typeName));
    const type = before.find('types', schemaname, relname);
    if (oldVal === undefined || type === undefined) return null;
    return {
      message: `'${oldVal}' of ${type.name} is called '${newVal}' from one moment to the next: code that writes or compares the old word fails`,
      remedy: 'let the code take both words first',
    };
  },
};
