import { type Layout, type LayoutName, layoutNames } from '../../check/migration.ts';
import {
  appliedMigrations,
  type Opened,
  openBranch,
  openEmpty,
  preludesFor,
  replayServer,
} from '../../check/prove/index.ts';
import { withSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';

/** A database to prove a layout's migrations on. */
export interface Place extends Opened {
  /** In words, for the heading. */
  readonly where: string;
  /** Versions that it holds already. */
  readonly applied: ReadonlySet<string>;
}

/** An empty database of the embedded server, with what the layout's tool would have put there. */
export async function emptyPlace(
  layout: Layout,
  preludes: readonly string[],
  signal: AbortSignal,
): Promise<Place> {
  const made = preludesFor(preludes, layout);
  const scripts = layout.migrations.flatMap(({ up, down }) => (down === null ? [up] : [up, down]));
  const { server, close } = await replayServer([...scripts, ...made.filter((one) => one !== 'supabase')]);
  try {
    const opened = await openEmpty(server.target('postgres'), made, signal);
    const names = made.map((one) => (one === 'supabase' ? 'what Supabase provides' : one.file));
    const after = names.length === 0 ? '' : ` after ${names.join(', ')}`;
    const { serverVersion } = server.identity('postgres');
    return {
      ...opened,
      where: `an empty database${after} (embedded PostgreSQL ${serverVersion})`,
      applied: new Set(),
      async close() {
        try {
          await opened.close();
        } finally {
          await close();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A branch of a database in use. */
export async function branchPlace(layout: Layout, target: Target, signal: AbortSignal): Promise<Place> {
  const applied = await withSession(target, { applicationName: 'godwit check', signal }, (session) =>
    appliedMigrations(session, layout.name, layout.migrations),
  );
  const opened = await openBranch(target, signal);
  return {
    ...opened,
    where: `a branch of ${target}`,
    applied: new Set(applied.map(({ version }) => version)),
  };
}

export const isLayoutName = (text: string): text is LayoutName => layoutNames.some((name) => name === text);
