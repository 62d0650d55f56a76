import { defineAgent } from './define.ts';

/** Reads a request against the schema: typed operations, a question back, or "no schema change". */
export const issuePlanner = defineAgent({
  name: 'issue-planner',
  accepts: ['MigrationRequest'],
  emits: { 'data-migration-specialist': 'SchemaRequirements' },
  talksToRequester: true,
});
