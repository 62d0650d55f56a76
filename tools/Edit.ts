import { z } from 'zod';
import { FileConstraints, judgeWrite } from '../policies/files.ts';
import { defineTool } from './define.ts';
import { EditMismatch, NoSuchFile } from './file-errors.ts';
import { readText } from './text-file.ts';
import { fileToWrite, writeAndObserve } from './write-file.ts';

/** One place of a file, or every place, replaced by other text. */
export const Edit = defineTool({
  name: 'Edit',
  description:
    'Replaces text in a file of the workspace. old_string must be there exactly once, unless replace_all.',
  input: z
    .strictObject({
      file_path: z.string().min(1).describe('relative to the workspace'),
      old_string: z.string().min(1),
      new_string: z.string().max(2_000_000),
      replace_all: z.boolean().optional(),
    })
    .refine(
      ({ old_string, new_string }) => old_string !== new_string,
      'old_string and new_string are the same',
    ),
  output: z.object({ path: z.string(), replacements: z.number() }),
  constraints: FileConstraints,
  // Repeated after a crash, the text to replace is gone: the call fails and changes nothing.
  annotations: { readOnly: false, destructive: true, idempotent: false },
  asksAppliedMigrations: true,
  judge: ({ file_path }, constraints, facts) => judgeWrite(file_path, constraints, facts),
  run: async ({ file_path, old_string, new_string, replace_all = false }, context) => {
    const real = await fileToWrite(context.workspace.root, file_path);
    const before = await readText(real).catch((error: unknown) => {
      throw isMissing(error) ? new NoSuchFile(file_path) : error;
    });
    const parts = before.split(old_string);
    const found = parts.length - 1;
    if (found === 0 || (found > 1 && !replace_all)) throw new EditMismatch(real.relative, found);
    const { observed } = await writeAndObserve(real, parts.join(new_string), context);
    return { output: { path: real.relative, replacements: found }, observed };
  },
});

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
