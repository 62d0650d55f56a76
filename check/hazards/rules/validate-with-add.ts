import type { StatementRule } from '../rule.ts';
import { blocksWrites } from '../scene.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

/** VALIDATE itself lets writes pass: what blocks was taken by a statement before it. */
export const validateWithAdd: StatementRule = {
  id: 'validate-with-add',
  level: 'warning',
  rows: [16],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [validated] = alterations(node, 'AT_ValidateConstraint');
    const touch = touchOf(existing(validated?.relation));
    if (touch === undefined || !blocksWrites(touch)) return null;
    return {
      message: `VALIDATE CONSTRAINT runs under a lock that its transaction took before: ${waitText(touch)}`,
      remedy: 'validate in a later migration, in a transaction of its own',
    };
  },
};
