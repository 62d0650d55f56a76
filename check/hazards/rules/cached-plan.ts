import type { Thing } from '../catalog.ts';
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
      const [was, is] = [before.of('columns', relation), after.of('columns', now)];
      if (was.length === is.length && is.every((column, place) => isLike(column, was[place]))) return [];
      const changed =
        is.find((column) => !was.some((old) => isLike(column, old))) ??
        was.find((old) => !is.some((column) => isLike(column, old)));
      const at = addedBy(scene, relation, changed === undefined ? [] : [changed.parts.at(-1) ?? '']);
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

const isLike = (one: Thing, other: Thing | undefined): boolean =>
  one.parts.at(-1) === other?.parts.at(-1) && one.attributes.type === other?.attributes.type;
