import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeTypesWriter } from '../policies/types-file.ts';
import { writeAtomically } from './atomic-write.ts';
import { defineTool } from './define.ts';
import { resolveForWriting } from './paths.ts';

/** Writes the types file from production's schema. */
export const regenerateTypes = defineTool({
  name: 'regenerate_types',
  description: "Writes the workspace's TypeScript types from production's schema.",
  input: z.strictObject({}),
  output: z.object({
    path: z.string(),
    changed: z.boolean(),
    sha256: z.string(),
    bytes: z.number(),
    added: z.number(),
    removed: z.number(),
  }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: false, idempotent: true, trusted: true },
  judge: (_input, _constraints, facts) => judgeTypesWriter(facts),
  run: async (_input, { workspace, provider }) => {
    const types = await provider.generateTypes(provider.productionRef, workspace.schemas);
    const file = await resolveForWriting(workspace.root, workspace.types);
    const before = await readFile(file.absolute, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    const changed = before !== types;
    if (changed) await writeAtomically(file.absolute, types);
    const { added, removed } = countLines(before ?? '', types);
    const facts = {
      changed,
      sha256: createHash('sha256').update(types).digest('hex'),
      bytes: Buffer.byteLength(types),
      added,
      removed,
    };
    return {
      output: { path: workspace.types, ...facts },
      observed: [
        {
          step: 'types',
          fact: 'types',
          subject: workspace.types,
          ok: true,
          summary: changed
            ? `${workspace.types} written: ${added} lines added, ${removed} removed`
            : `${workspace.types} is up to date`,
          observed: facts,
        },
      ],
    };
  },
});

/** Lines that only one side has, counted as often as they occur; a line that moved is neither. */
function countLines(before: string, after: string): { readonly added: number; readonly removed: number } {
  const count = new Map<string, number>();
  for (const line of linesOf(before)) count.set(line, (count.get(line) ?? 0) - 1);
  for (const line of linesOf(after)) count.set(line, (count.get(line) ?? 0) + 1);
  let [added, removed] = [0, 0];
  for (const change of count.values()) {
    if (change > 0) added += change;
    else removed -= change;
  }
  return { added, removed };
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
