import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentDefinition } from '../../agents/define.ts';
import { openWorkspace } from '../../tools/workspace/open.ts';
import type { Workspace } from '../../tools/workspace/workspace.ts';
import { appliedFile } from './applied-file.ts';
import type { JudgedPlace } from './explain.ts';

/** A workspace's place for one role. Without a database every migration file counts as applied. */
export async function placeIn(workspace: Workspace, role: AgentDefinition | undefined): Promise<JudgedPlace> {
  const { root, migrations } = workspace;
  const files = await readdir(join(root, migrations));
  return {
    root,
    writable: role?.writable?.(workspace) ?? [],
    migrations,
    appliedMigrations: files.map((file) => appliedFile(migrations, file)),
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
