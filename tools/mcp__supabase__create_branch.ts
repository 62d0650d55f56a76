import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeCreateBranch } from '../policies/create-branch.ts';
import { BranchRow } from './branch-row.ts';
import { defineTool } from './define.ts';

/** A database with production's schema and rows, where everything is tried first. */
export const createBranch = defineTool({
  name: 'mcp__supabase__create_branch',
  description:
    'Creates a development branch of production: its schema and rows, checked to be the same. Returns the branch; use its project_ref as project_id.',
  input: z.strictObject({
    project_id: z.string(),
    name: z.string().min(1).max(60).default('develop'),
    confirm_cost_id: z.string().optional().describe('Only where branches cost money'),
  }),
  output: BranchRow,
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: false, idempotent: true },
  judge: (input, _, facts) => judgeCreateBranch(input, facts),
  run: async ({ name }, { provider, runId }) => {
    const branch = await provider.createBranch(name, runId);
    return {
      output: branch,
      observed: [
        {
          step: 'branch',
          fact: 'created',
          subject: branch.id,
          ok: true,
          summary: `branch ${branch.name} is equal to production`,
          observed: { project_ref: branch.project_ref, name: branch.name },
        },
      ],
    };
  },
});
