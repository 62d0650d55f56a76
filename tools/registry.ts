import { Bash } from './Bash.ts';
import { commitWorkspace } from './commit_workspace.ts';
import type { Tool } from './define.ts';
import { Edit } from './Edit.ts';
import { Glob } from './Glob.ts';
import { Grep } from './Grep.ts';
import { applyMigration } from './mcp__supabase__apply_migration.ts';
import { createBranch } from './mcp__supabase__create_branch.ts';
import { executeSql } from './mcp__supabase__execute_sql.ts';
import { listBranches } from './mcp__supabase__list_branches.ts';
import { listMigrations } from './mcp__supabase__list_migrations.ts';
import { listTables } from './mcp__supabase__list_tables.ts';
import { mergeBranch } from './mcp__supabase__merge_branch.ts';
import { rebaseBranch } from './mcp__supabase__rebase_branch.ts';
import { resetBranch } from './mcp__supabase__reset_branch.ts';
import { Read } from './Read.ts';
import { regenerateTypes } from './regenerate_types.ts';
import { verifyApp } from './verify_app.ts';
import { verifyData } from './verify_data.ts';
import { verifyIndexes } from './verify_indexes.ts';
import { verifyRls } from './verify_rls.ts';
import { Write } from './Write.ts';

/** Every tool that an agent file may name, in a stable order: a change of it would miss the model's prompt cache. */
export const tools: ReadonlyMap<string, Tool> = new Map(
  [
    Read,
    Write,
    Edit,
    Bash,
    Glob,
    Grep,
    listTables,
    listMigrations,
    applyMigration,
    executeSql,
    createBranch,
    listBranches,
    mergeBranch,
    resetBranch,
    rebaseBranch,
    verifyData,
    verifyRls,
    verifyIndexes,
    verifyApp,
    regenerateTypes,
    commitWorkspace,
    // A tool's input is checked against its schema before it runs, which is what its type promises.
  ].map((tool) => [tool.name, tool as unknown as Tool]),
);
