import type { Catalog, Thing } from '../catalog.ts';
import { addedBy } from '../origin.ts';
import type { MigrationRule } from '../rule.ts';

/** Compares what `SELECT *` gave before and gives after. */
export const cachedPlan: MigrationRule = {
  id: 'cached-plan',
  level: 'advice',
  rows: [45, 46],
  migration(scene) {
    const { before, after } = scene;
    if (after.sameArea(before, 'columns')) return [];
    return before.all('relations').flatMap((relation) => {
      const now = after.named('relations', relation.parts);
      if (now === undefined) return [];
      const [was, is] = [columnsOf(before, relation), columnsOf(after, relation)];
      if (was.join() === is.join()) return [];
      const changed =
        is.find((column) => !was.includes(column)) ?? was.find((column) => !is.includes(column));
      const at = addedBy(scene, relation, (changed ?? '').split(' ')[0] ?? '');
      if (at === undefined) return [];
      return [
        {
          at,
          message: `a SELECT * on ${relation.name} that a session has prepared fails once: "cached plan must not change result type"`,
          remedy: 'name the columns in queries, or have the sessions of a pool reconnect after the migration',
        },
      ];
    });
  },
};

const columnsOf = (catalog: Catalog, relation: Thing): string[] =>
  catalog.of('columns', relation).map(({ parts, attributes }) => `${parts.at(-1)} ${attributes.type}`);
