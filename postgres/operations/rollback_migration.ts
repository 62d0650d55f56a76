import { z } from 'zod';
import { NeedsDerivation } from './errors.ts';
import { defineOperation } from './operation.ts';

export const RollbackMigration = z.object({
  op: z.literal('rollback_migration'),
  version: z.string().describe('14 digits: version of the migration that failed'),
});
export type RollbackMigration = z.infer<typeof RollbackMigration>;

/** A provider (`leftoverOperations`) replaces it by what the database holds; compiled as it is, it says so. */
export const rollbackMigration = defineOperation<'rollback_migration', RollbackMigration>({
  kind: 'rollback_migration',
  params: RollbackMigration,
  describe: ({ version }) => `remove what the failed migration ${version} left behind`,
  plan({ version }) {
    throw new NeedsDerivation(version);
  },
  apply: (_, catalog) => catalog,
});
