import { createdTables } from '../created.ts';
import type { MigrationRule } from '../rule.ts';

export const smallKey: MigrationRule = {
  id: 'small-key',
  level: 'advice',
  rows: [54],
  migration: (scene) =>
    createdTables(scene).flatMap(({ table, at }) => {
      const key = scene.after
        .of('constraints', table)
        .flatMap(
          ({ attributes }) => /^PRIMARY KEY \(([^,]+)\)$/.exec(attributes.definition ?? '')?.[1] ?? [],
        );
      const column = scene.after
        .of('columns', table)
        .find(({ name }) => key.some((one) => name.endsWith(`.${one}`)));
      const type = column?.attributes.type ?? '';
      // Numbers that are given out; a key that references another one has its type.
      const given = column?.attributes.identity ?? column?.attributes.default;
      if (given === undefined || !['integer', 'smallint'].includes(type)) return [];
      return [
        {
          at,
          message: `the key of ${table.name} is ${type}: it ends at ${type === 'integer' ? '2147483647' : '32767'}, also counting rows that are gone`,
          remedy: 'bigint',
        },
      ];
    }),
};
