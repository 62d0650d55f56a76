import type pg from 'pg';
import type { Provider } from '../../postgres/provider.ts';
import { closeFollowUps, listFollowUps } from '../store/follow-ups.ts';
import { type OpenFollowUp, stillOpen } from './still-open.ts';

/** What all runs on a target left to do. What the database shows as done is closed on the way. */
export async function pendingFollowUps(
  pool: pg.Pool,
  target: string,
  provider: Provider,
): Promise<readonly OpenFollowUp[]> {
  const kept = await listFollowUps(pool, target);
  if (kept.length === 0) return [];
  const catalog = await provider.readCatalog(provider.productionRef);
  const history = await provider.listMigrations(provider.productionRef);
  const versions = new Set(history.map(({ version }) => version));
  const open = kept.flatMap((followUp) => stillOpen(followUp, catalog, versions) ?? []);
  const ids = new Set(open.map(({ id }) => id));
  await closeFollowUps(
    pool,
    kept.map(({ id }) => id).filter((id) => !ids.has(id)),
  );
  return open;
}
