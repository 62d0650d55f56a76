import { createdTables } from '../created.ts';
import type { MigrationRule } from '../rule.ts';

/** Roles that an API acts as, by PostgREST's convention. */
const reaching = /^privileges of (?:PUBLIC|anon|authenticated|web_anon) from /;

export const rlsMissing: MigrationRule = {
  id: 'rls-missing',
  level: 'warning',
  rows: [96],
  migration: (scene) =>
    createdTables(scene).flatMap(({ table, at }) => {
      if (table.attributes['row level security'] !== undefined) return [];
      const granted = Object.entries(table.attributes).find(
        ([name, value]) => reaching.test(name) && /SELECT|INSERT|UPDATE|DELETE/.test(value),
      );
      if (granted === undefined) return [];
      const [, role = ''] = /^privileges of (.*) from /.exec(granted[0]) ?? [];
      return [
        {
          at,
          message: `${table.name} has no row level security, and ${role} may ${granted[1]}: every row is open to it`,
          remedy: `ALTER TABLE ${table.name} ENABLE ROW LEVEL SECURITY, with a policy for each role`,
        },
      ];
    }),
};
