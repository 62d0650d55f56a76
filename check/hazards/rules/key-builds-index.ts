import type { StatementRule } from '../rule.ts';
import { blocksReads } from '../scene.ts';
import { addedColumns, addedConstraints, constraintsOf } from '../tree.ts';
import { waitText } from '../words.ts';

const words: Readonly<Record<string, string>> = { CONSTR_UNIQUE: 'UNIQUE', CONSTR_PRIMARY: 'PRIMARY KEY' };

/** A key without an index of its own builds one; a key over an index that is there takes it over. */
export const keyBuildsIndex: StatementRule = {
  id: 'key-builds-index',
  level: 'warning',
  rows: [18, 19],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const keys = addedConstraints(node, 'CONSTR_UNIQUE', 'CONSTR_PRIMARY')
      .filter(({ constraint }) => constraint.indexname === undefined)
      .map(({ relation, constraint: { contype } }) => ({ relation, what: `ADD ${words[contype ?? '']}` }));
    const inline = addedColumns(node).flatMap(({ relation, column }) =>
      constraintsOf(column)
        .filter(({ contype }) => contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY')
        .map(({ contype }) => ({ relation, what: `ADD COLUMN … ${words[contype ?? '']}` })),
    );
    const [first] = [...keys, ...inline];
    const touch = touchOf(existing(first?.relation));
    if (first === undefined || touch === undefined || !blocksReads(touch) || touch.rewrite) return null;
    return {
      message: `${first.what} builds an index under ${waitText(touch)}`,
      remedy: 'CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX',
    };
  },
};
