import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import { defineTool } from './define.ts';

/** Brings a branch up to what production holds by now. */
export const rebaseBranch = defineTool({
  name: 'mcp__supabase__rebase_branch',
  description:
    'Brings a branch up to production. Where production got migrations since, the branch is made anew: apply and prove your migration again.',
  input: z.strictObject({ branch_id: z.string() }),
  output: z.object({ success: z.boolean(), applied: z.array(z.string()) }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: true },
  judge: ({ branch_id }, _, facts) => judgeOwnBranch(branch_id, facts),
  run: async ({ branch_id }, { provider }) => {
    const { applied } = await provider.rebaseBranch(branch_id);
    if (applied.length === 0) return { output: { success: true, applied: [] } };
    return {
      output: { success: true, applied: [...applied] },
      observed: [
        {
          step: 'branch',
          fact: 'rebased',
          subject: branch_id,
          ok: true,
          summary: `made anew with ${applied.join(', ')} of production; nothing is proven on it yet`,
          observed: { branch_id, applied: [...applied] },
        },
      ],
    };
  },
});
