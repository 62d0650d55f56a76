import { readFileSync } from 'node:fs';
import { parseAgentFile } from '../../../agents/file.ts';
import { asset } from '../../../package-root.ts';
import { type AgentPolicy, bindPolicy, type GuardedTool } from '../../../policies/agent-policy.ts';
import {
  ApplyMigrationConstraints,
  ApplyMigrationInput,
  judgeApplyMigration,
} from '../../../policies/apply-migration.ts';
import { noConstraints } from '../../../policies/constraints.ts';
import { ExecuteSqlConstraints, ExecuteSqlInput, judgeExecuteSql } from '../../../policies/execute-sql.ts';
import type { PolicyFacts } from '../../../policies/facts.ts';
import { judgeMergeBranch, MergeBranchInput } from '../../../policies/merge-branch.ts';
import { Bash } from '../../../tools/Bash.ts';
import { Edit } from '../../../tools/Edit.ts';
import { Glob } from '../../../tools/Glob.ts';
import { Grep } from '../../../tools/Grep.ts';
import { Read } from '../../../tools/Read.ts';
import { Write } from '../../../tools/Write.ts';

/** The guards by the names of their tools, apart from what the tools do. */
export const guards: ReadonlyMap<string, GuardedTool> = new Map(
  [
    Read,
    Write,
    Edit,
    Bash,
    Glob,
    Grep,
    {
      name: 'mcp__supabase__execute_sql',
      input: ExecuteSqlInput,
      constraints: ExecuteSqlConstraints,
      judge: judgeExecuteSql,
    },
    {
      name: 'mcp__supabase__apply_migration',
      input: ApplyMigrationInput,
      constraints: ApplyMigrationConstraints,
      judge: judgeApplyMigration,
    },
    {
      name: 'mcp__supabase__merge_branch',
      input: MergeBranchInput,
      constraints: noConstraints,
      judge: judgeMergeBranch,
    },
  ].map((tool) => [tool.name, tool as GuardedTool]),
);

/** The specialist's own file, bound to these guards. */
export function specialistPolicy(): AgentPolicy {
  const path = 'agents/data-migration-specialist.md';
  return bindPolicy(parseAgentFile(readFileSync(asset(path)), path), guards);
}

/** A run on an app with two applied migrations; `branch` is its own branch unless `branchCreated` is false. */
export function testFacts(options: { branchCreated?: boolean; proven?: boolean } = {}): PolicyFacts {
  const { branchCreated = true, proven = false } = options;
  return {
    workspaceRoot: '/srv/app',
    productionRef: 'production',
    branches: new Set(branchCreated ? ['branch', 'branch-id'] : []),
    isProven: () => proven,
    isVerified: () => proven,
    branchMigration: (branch) => (branchCreated && branch.startsWith('branch') ? 'a'.repeat(64) : undefined),
    appliedMigrations: ['20260101000000_tasks', '20260201000000_Überblick'].map((name) => ({
      version: name.slice(0, 14),
      name: name.slice(15),
      folder: 'supabase/migrations',
      path: `supabase/migrations/${name}.sql`,
      asApplied: true,
    })),
    writable: ['supabase/migrations/', 'supabase/rollbacks/', 'docs/migrations/', 'src/database.types.ts'],
  };
}
