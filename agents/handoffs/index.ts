import type { z } from 'zod';
import { MergedMigration } from './merged-migration.ts';
import { MigrationCandidate } from './migration-candidate.ts';
import { MigrationRequest } from './migration-request.ts';
import { SchemaRequirements } from './schema-requirements.ts';
import { TypesUpdate } from './types-update.ts';
import { VerificationReport } from './verification-report.ts';

/** The typed values that agents give each other; the edges of the graph are made of them. */
export const handoffs = {
  MigrationRequest,
  SchemaRequirements,
  MigrationCandidate,
  VerificationReport,
  MergedMigration,
  TypesUpdate,
} as const satisfies Record<string, z.ZodObject>;

export type HandoffName = keyof typeof handoffs;
export type HandoffValue<Name extends HandoffName> = z.infer<(typeof handoffs)[Name]>;

export const isHandoffName = (name: string): name is HandoffName => Object.hasOwn(handoffs, name);

export {
  MergedMigration,
  MigrationCandidate,
  MigrationRequest,
  SchemaRequirements,
  TypesUpdate,
  VerificationReport,
};
