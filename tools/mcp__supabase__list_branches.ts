import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeReading } from '../policies/project.ts';
import { BranchRow } from './branch-row.ts';
import { defineTool } from './define.ts';

/** All branches of production, also those of other runs. */
export const listBranches = defineTool({
  name: 'mcp__supabase__list_branches',
  description: 'Lists the branches of a project.',
  input: z.strictObject({ project_id: z.string() }),
  output: z.object({ branches: z.array(BranchRow) }),
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ project_id }, _, facts) => judgeReading(project_id, facts),
  run: async (_, { provider }) => ({ output: { branches: [...(await provider.listBranches())] } }),
});
