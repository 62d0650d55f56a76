import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentDefinition } from '../../agents/define.ts';
import { openWorkspace } from '../../tools/workspace/open.ts';
import type { Workspace } from '../../tools/workspace/workspace.ts';
import type { JudgedPlace } from './explain.ts';

/** A workspace's place for one role. Without a database every migration file counts as applied. */
export async function placeIn(workspace: Workspace, role: AgentDefinition | undefined): Promise<JudgedPlace> {
  const files = await readdir(join(workspace.root, workspace.migrations));
  return {
    root: workspace.root,
    writable: role?.writable?.(workspace) ?? [],
    appliedMigrationFiles: new Set(files.map((file) => `${workspace.migrations}/${file}`)),
  };
}

/** An empty workspace with the folders that stand by default, for as long as `use` takes. */
export async function withEmptyWorkspace<T>(use: (workspace: Workspace) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'godwit-policy-'));
  try {
    await mkdir(join(root, 'supabase/migrations'), { recursive: true });
    return await use(await openWorkspace(root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
