import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { allowsPath, FileConstraints, judgeSearch } from '../policies/files.ts';
import { matchesGlob } from '../policies/glob.ts';
import { defineTool } from './define.ts';
import { resolveExisting } from './paths.ts';
import { ensureAllowed } from './real-judgement.ts';
import { walkFiles } from './walk-files.ts';

const maxFiles = 500;

/** Files by their names. */
export const Glob = defineTool({
  name: 'Glob',
  description: 'Finds files of the workspace by name, e.g. "supabase/migrations/*.sql" or "**/*.ts".',
  input: z.strictObject({
    pattern: z.string().min(1).max(500).describe('* and ? within a name, ** across folders, {a,b}, [a-z]'),
    path: z.string().optional().describe('folder to look in, relative to the workspace'),
  }),
  output: z.object({ files: z.array(z.string()), notice: z.string().nullable() }),
  constraints: FileConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  readOn: 'narrow the pattern or the path',
  judge: ({ path, pattern }, constraints, facts) =>
    judgeSearch(path, { field: 'pattern', text: pattern }, constraints, facts),
  run: async ({ pattern, path = '.' }, { workspace, signal }, constraints) => {
    const folder = await resolveExisting(workspace.root, path);
    ensureAllowed(
      judgeSearch(folder.relative || '.', { field: 'pattern', text: '*' }, constraints, {
        workspaceRoot: workspace.root,
      }),
    );
    const files: string[] = [];
    let more = false;
    if ((await stat(folder.absolute)).isDirectory()) {
      for await (const file of walkFiles(folder, signal)) {
        const below =
          folder.relative === '' ? file.relative : file.relative.slice(folder.relative.length + 1);
        if (!matchesGlob(pattern, below) || !allowsPath(file.relative, constraints)) continue;
        more = files.length === maxFiles;
        if (more) break;
        files.push(file.relative);
      }
    }
    return { output: { files, notice: more ? `only the first ${maxFiles} files are listed` : null } };
  },
});
