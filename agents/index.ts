import { backendEngineer } from './backend-engineer.ts';
import { dataMigrationSpecialist } from './data-migration-specialist.ts';
import type { AgentDefinition } from './define.ts';
import { integrationTester } from './integration-tester.ts';
import { issuePlanner } from './issue-planner.ts';

/** The built-in agents, in the order in which a request meets them. */
export const builtInAgents: readonly AgentDefinition[] = [
  issuePlanner,
  dataMigrationSpecialist,
  integrationTester,
  backendEngineer,
];
