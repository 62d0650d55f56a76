import { foreignKeysAdded } from '../foreign-keys.ts';
import type { MigrationRule } from '../rule.ts';

export const foreignKeyType: MigrationRule = {
  id: 'foreign-key-type',
  level: 'advice',
  rows: [28],
  migration: (scene) =>
    foreignKeysAdded(scene).flatMap(({ at, thing, table, columns, referenced, referencedColumns }) => {
      const typeOf = (relation: readonly string[], column: string | undefined) =>
        column && scene.after.named('columns', [...relation, column])?.attributes.type;
      return columns.flatMap((column, place) => {
        const [own, other] = [typeOf(table.parts, column), typeOf(referenced, referencedColumns[place])];
        if (own === undefined || other === undefined || own === other) return [];
        return [
          {
            at,
            message: `${thing.name}: ${column} is ${own}, the key it references is ${other}`,
            remedy: 'give both the same type: values that fit one may not fit the other',
          },
        ];
      });
    }),
};
