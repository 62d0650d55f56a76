import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeReading } from '../policies/project.ts';
import { defineTool } from './define.ts';

/** The migration history of a project or branch. */
export const listMigrations = defineTool({
  name: 'mcp__supabase__list_migrations',
  description: 'Lists the migrations that a project or branch holds, oldest first.',
  input: z.strictObject({ project_id: z.string() }),
  output: z.object({ migrations: z.array(z.object({ version: z.string(), name: z.string() })) }),
  constraints: noConstraints,
  annotations: { readOnly: true, destructive: false, idempotent: true },
  judge: ({ project_id }, _, facts) => judgeReading(project_id, facts),
  run: async ({ project_id }, { provider, ledger }) => {
    const migrations = (await provider.listMigrations(project_id)).map(({ version, name }) => ({
      version,
      name,
    }));
    const merged = ledger.some(({ fact }) => fact === 'merged');
    return {
      output: { migrations },
      observed: [
        {
          step: merged ? 'monitor' : 'analyze',
          fact: 'history',
          subject: project_id,
          ok: true,
          summary: `${migrations.length} migrations, the last is ${migrations.at(-1)?.version ?? 'none'}`,
          observed: { last: migrations.at(-1)?.version ?? null, count: migrations.length },
        },
      ],
    };
  },
});
