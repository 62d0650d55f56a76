import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { addedConstraints } from '../tree.ts';
import { lockText } from '../words.ts';

export const foreignKeyValidates: StatementRule = {
  id: 'foreign-key-validates',
  level: 'warning',
  rows: [12],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    return addedConstraints(node, 'CONSTR_FOREIGN').flatMap(({ relation, constraint }) => {
      if (constraint.skip_validation === true) return [];
      const touch = touchOf(existing(relation));
      if (touch === undefined || !blocksWrites(touch)) return [];
      const other = touchOf(existing(constraint.pktable));
      const also = other === undefined || other === touch ? '' : ` (and ${lockText(other)})`;
      return [
        {
          message: `ADD FOREIGN KEY takes ${lockText(touch)}${also} while each of its rows is looked up`,
          remedy: 'add it NOT VALID, then VALIDATE CONSTRAINT in a later migration',
        },
      ];
    });
  },
};
