import { z } from 'zod';
import type { HashedMigration } from '../../postgres/migration.ts';
import { Evidence } from '../../tools/evidence.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { lastOf } from '../protocol/ledger.ts';
import type { StateDatabase } from '../store/state-database.ts';

/** The migration that a run brought to production, as its ledger holds it; undefined where it brought none. */
export async function mergedMigration(
  checkpointer: StateDatabase['checkpointer'],
  runId: string,
): Promise<HashedMigration | undefined> {
  const found = await checkpointer.getTuple({ configurable: { thread_id: runId, checkpoint_ns: '' } });
  const ledger = z.array(Evidence).parse(found?.checkpoint.channel_values.evidence ?? []);
  const merged = lastOf(ledger, 'merged');
  return merged && recordedMigration(ledger, merged.subject);
}
