import type { StatementRule } from '../rule.ts';
import { setsSetting } from '../settings.ts';
import { alterations } from '../tree.ts';

/** Measured with the session's time zone of this server; the one of the database in use decides there. */
export const typeChangeTimeZone: StatementRule = {
  id: 'type-change-time-zone',
  level: 'advice',
  rows: [44],
  statement({ node, existing, touchOf, scene, statement }) {
    return alterations(node, 'AT_AlterColumnType').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      if (table === undefined || touchOf(table)?.rewrite === true) return [];
      const typeIn = (catalog: typeof scene.before) =>
        catalog.named('columns', [...table.parts, name])?.attributes.type ?? '';
      const types = [typeIn(scene.before), typeIn(scene.after)];
      if (!types.every((type) => type.startsWith('timestamp')) || !withAndWithout(types)) return [];
      const before = scene.sights.filter((sight) => sight.statement.start < statement.start);
      if (before.some((sight) => setsSetting(sight.node, 'timezone') !== undefined)) return [];
      return [
        {
          message: `"${name}" from ${types.join(' to ')} reads its values in the session's time zone: only with UTC they stay as they are and nothing is written anew`,
          remedy: "SET LOCAL timezone = 'UTC' before it, or convert with USING … AT TIME ZONE",
        },
      ];
    });
  },
};

const withAndWithout = (types: readonly string[]): boolean =>
  types.some((type) => type.endsWith('with time zone')) &&
  types.some((type) => type.endsWith('without time zone'));
