import { indexOf } from '../indexes.ts';
import type { MigrationRule } from '../rule.ts';
import { asRelation, dropped } from '../tree.ts';

/** In one transaction nobody sees the gap. */
export const indexReplacedTooEarly: MigrationRule = {
  id: 'index-replaced-too-early',
  level: 'warning',
  rows: [6],
  migration({ sights, before, migration }) {
    if (migration.up.transaction === 'one') return [];
    return sights.flatMap(({ statement, node }, at) =>
      dropped(node, 'OBJECT_INDEX').flatMap((names) => {
        const { schemaname, relname } = asRelation(names);
        const index = before.find('indexes', schemaname, relname);
        const old = index && indexOf(index);
        if (index === undefined || old === undefined) return [];
        const next = sights.slice(at + 1).find((later) => {
          if (!('IndexStmt' in later.node)) return false;
          const { relation, indexParams = [] } = later.node.IndexStmt;
          const [first] = indexParams;
          const leads =
            first !== undefined && 'IndexElem' in first && first.IndexElem.name === old.columns[0];
          return leads && later.existing(relation)?.name === old.table;
        });
        if (next === undefined) return [];
        return [
          {
            at: statement,
            message: `index ${index.name} is dropped before the one of line ${next.statement.line} is there: until then, queries on ${old.table} have neither`,
            remedy: 'create the new one, see that it is valid, then drop the old one',
          },
        ];
      }),
    );
  },
};
