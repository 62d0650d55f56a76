import { defineAgent, reportNode } from './define.ts';

/** Regenerates the TypeScript types from production, compiles the application and commits. */
export const backendEngineer = defineAgent({
  name: 'backend-engineer',
  accepts: ['MergedMigration'],
  emits: { [reportNode]: 'TypesUpdate', 'data-migration-specialist': 'TypesUpdate' },
  writable: ({ types }) => [types],
});
