import { defineAgent } from './define.ts';

/** Checks a candidate on its branch: data, row level security, indexes, the old and the new application. */
export const integrationTester = defineAgent({
  name: 'integration-tester',
  accepts: ['MigrationCandidate'],
  emits: { 'data-migration-specialist': 'VerificationReport' },
});
