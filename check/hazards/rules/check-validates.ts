import type { StatementRule } from '../rule.ts';
import { addedColumns, addedConstraints, constraintsOf } from '../tree.ts';
import { waitText } from '../words.ts';

const remedy = 'add the constraint NOT VALID, then VALIDATE CONSTRAINT in a later migration';

export const checkValidates: StatementRule = {
  id: 'check-validates',
  level: 'warning',
  rows: [13, 14],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const added = addedConstraints(node, 'CONSTR_CHECK')
      .filter(({ constraint }) => constraint.skip_validation !== true)
      .map(({ relation }) => ({ relation, what: 'ADD CHECK' }));
    const inline = addedColumns(node)
      .filter(({ column }) => constraintsOf(column).some(({ contype }) => contype === 'CONSTR_CHECK'))
      .map(({ relation }) => ({ relation, what: 'ADD COLUMN … CHECK' }));
    const [first] = [...added, ...inline];
    const touch = touchOf(existing(first?.relation));
    if (first === undefined || touch === undefined || !touch.scan || touch.rewrite) return null;
    return {
      message: `${first.what} takes ${waitText(touch)} to check it`,
      remedy: inline.length > 0 ? `add the column without it; ${remedy}` : remedy,
    };
  },
};
