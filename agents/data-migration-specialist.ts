import { defineAgent } from './define.ts';

/** Carries requirements through the eight steps: analyse, branch, migrate, test, roll back, document, merge, monitor. */
export const dataMigrationSpecialist = defineAgent({
  name: 'data-migration-specialist',
  accepts: ['SchemaRequirements', 'VerificationReport', 'TypesUpdate'],
  emits: { 'integration-tester': 'MigrationCandidate', 'backend-engineer': 'MergedMigration' },
  writable: ({ migrations, rollbacks, docs }) => [`${migrations}/`, `${rollbacks}/`, `${docs}/`],
});
