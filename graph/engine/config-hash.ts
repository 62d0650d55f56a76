import { canonicalHash } from '../../policies/canonical.ts';
import type { Workspace } from '../../tools/workspace/workspace.ts';

/**
 * Identity of what decides where a run writes, what it checks with and how long it keeps things. Who approves and how
 * much may be spent is not of it: that is asked of godwit.yaml at the moment.
 */
export const configHash = ({
  migrations,
  rollbacks,
  docs,
  types,
  schemas,
  scripts,
  keepArchivesDays,
  models,
}: Workspace): string =>
  canonicalHash({ migrations, rollbacks, docs, types, schemas, scripts, keepArchivesDays, models }).slice(
    0,
    12,
  );
