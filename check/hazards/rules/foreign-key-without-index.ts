import { foreignKeysAdded } from '../foreign-keys.ts';
import { indexesOn } from '../indexes.ts';
import type { MigrationRule } from '../rule.ts';
import { listed } from '../words.ts';

export const foreignKeyWithoutIndex: MigrationRule = {
  id: 'foreign-key-without-index',
  level: 'advice',
  rows: [27],
  migration: (scene) =>
    foreignKeysAdded(scene).flatMap(({ at, table, columns, thing }) => {
      const covered = indexesOn(scene.after, table).some(
        (index) =>
          !index.partial &&
          columns.every((column) => index.columns.slice(0, columns.length).includes(column)),
      );
      if (covered) return [];
      return [
        {
          at,
          message: `no index begins with ${listed(columns)} of foreign key ${thing.name}: every DELETE and key UPDATE in the referenced table reads all of ${table.name}`,
          remedy: `CREATE INDEX CONCURRENTLY on ${table.name} (${columns.join(', ')})`,
        },
      ];
    }),
};
