import { z } from 'zod';
import { FileConstraints, judgeRead } from '../policies/files.ts';
import { defineTool } from './define.ts';
import { resolveExisting } from './paths.ts';
import { ensureAllowed } from './real-judgement.ts';
import { readText } from './text-file.ts';

const maxLines = 2000;
/** A longer line is generated text; its beginning tells what it is. */
const maxLineLength = 2000;

/** A text file of the workspace with line numbers. */
export const Read = defineTool({
  name: 'Read',
  description: `Reads a text file of the workspace, with line numbers; at most ${maxLines} lines at once.`,
  input: z.strictObject({
    file_path: z.string().min(1).describe('relative to the workspace'),
    offset: z.number().int().positive().optional().describe('first line, from 1'),
    limit: z.number().int().positive().optional().describe('number of lines'),
  }),
  output: z.object({
    path: z.string(),
    /** Each line as `<number>\t<text>`. */
    content: z.string(),
    totalLines: z.number(),
    /** What was left out, or null. */
    notice: z.string().nullable(),
  }),
  constraints: FileConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  readOn: 'go on with offset and limit',
  judge: ({ file_path }, constraints, facts) => judgeRead(file_path, constraints, facts),
  run: async ({ file_path, offset = 1, limit = maxLines }, { workspace }, constraints) => {
    const real = await resolveExisting(workspace.root, file_path);
    ensureAllowed(judgeRead(real.relative, constraints, { workspaceRoot: workspace.root }));
    const lines = (await readText(real)).split('\n');
    if (lines.at(-1) === '') lines.pop();
    const shown = lines.slice(offset - 1, offset - 1 + Math.min(limit, maxLines));
    const last = offset - 1 + shown.length;
    const content = shown
      .map((line, index) => {
        const text = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}… [line cut]` : line;
        return `${String(offset + index).padStart(6)}\t${text}`;
      })
      .join('\n');
    const notice =
      last < lines.length
        ? `lines ${offset} to ${last} of ${lines.length}; go on with offset ${last + 1}`
        : null;
    return { output: { path: real.relative, content, totalLines: lines.length, notice } };
  },
});
