import { z } from 'zod';
import { FileConstraints, judgeWrite } from '../policies/files.ts';
import { defineTool } from './define.ts';
import { fileToWrite, writeAndObserve } from './write-file.ts';

/** A whole file, where the role may write. */
export const Write = defineTool({
  name: 'Write',
  description: 'Writes a whole file of the workspace, where this role may write. Replaces what was there.',
  input: z.strictObject({
    file_path: z.string().min(1).describe('relative to the workspace'),
    content: z.string().max(2_000_000),
  }),
  output: z.object({ path: z.string(), bytes: z.number() }),
  constraints: FileConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: true },
  asksAppliedMigrations: true,
  judge: ({ file_path }, constraints, facts) => judgeWrite(file_path, constraints, facts),
  run: async ({ file_path, content }, context) => {
    const real = await fileToWrite(context.workspace.root, file_path);
    const { bytes, observed } = await writeAndObserve(real, content, context);
    return { output: { path: real.relative, bytes }, observed };
  },
});
