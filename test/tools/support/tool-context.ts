import type { ToolContext } from '../../../tools/define.ts';
import type { TestFolder } from '../../support/folder.ts';

/** A context for tools that need nothing but the workspace. */
export function toolContext({ path }: TestFolder, signal = new AbortController().signal): ToolContext {
  const workspace = {
    root: path,
    migrations: 'supabase/migrations',
    rollbacks: 'supabase/rollbacks',
    docs: 'docs/migrations',
    types: 'src/database.types.ts',
  };
  return { workspace, signal, runId: 'run', agent: 'tester', callId: 'call' } as unknown as ToolContext;
}
