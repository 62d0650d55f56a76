import { createdTables } from '../created.ts';
import type { MigrationRule } from '../rule.ts';

export const noPrimaryKey: MigrationRule = {
  id: 'no-primary-key',
  level: 'advice',
  rows: [80],
  migration: (scene) =>
    createdTables(scene).flatMap(({ table, at }) => {
      const keyed = scene.after
        .of('constraints', table)
        .some(({ attributes }) => attributes.definition?.startsWith('PRIMARY KEY'));
      return keyed
        ? []
        : [
            {
              at,
              message: `${table.name} has no primary key: a row cannot be named, and replication refuses UPDATE and DELETE`,
              remedy: 'a primary key, such as bigint GENERATED ALWAYS AS IDENTITY',
            },
          ];
    }),
};
