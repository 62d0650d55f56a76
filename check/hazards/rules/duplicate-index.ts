import { indexesOn } from '../indexes.ts';
import type { StatementRule } from '../rule.ts';

export const duplicateIndex: StatementRule = {
  id: 'duplicate-index',
  level: 'advice',
  rows: [10],
  statement({ node, scene: { after, before } }) {
    if (!('IndexStmt' in node)) return null;
    const { relation, idxname } = node.IndexStmt;
    const table = after.relation(relation?.schemaname, relation?.relname ?? '');
    if (table === undefined || idxname === undefined) return null;
    const all = indexesOn(after, table);
    const made = all.find(({ thing }) => thing.parts.at(-1) === idxname);
    if (made === undefined || before.named('indexes', made.thing.parts) !== undefined) return null;
    const twin = all.find((other) => other !== made && other.shape === made.shape);
    return twin === undefined
      ? null
      : {
          message: `index ${made.thing.name} is the same as ${twin.thing.name}: writes keep both up, queries use one`,
          remedy: 'leave one of them out',
        };
  },
};
