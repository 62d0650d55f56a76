import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../atomic-write.ts';
import type { ToolContext } from '../define.ts';
import { readPackageJson, type Workspace } from '../workspace/index.ts';
import { checkTests, checkTypes, notRun, type ScriptCheck } from './check.ts';
import { copyWorkspace } from './copy-workspace.ts';
import { lacksDependencies } from './dependencies.ts';
import { blameOnlyTheMigration } from './without-migration.ts';

export interface AppCheck {
  readonly typecheck: ScriptCheck;
  readonly test: ScriptCheck;
}

/** Why an app cannot be checked at all; undefined when it can. */
export async function whyNotChecked(
  { root, scripts }: Workspace,
  tests: boolean,
): Promise<string | undefined> {
  const packageJson = await readPackageJson(root);
  if (packageJson === undefined) return 'there is no package.json';
  if (scripts.typecheck === null && (scripts.test === null || !tests)) {
    return `package.json has no ${tests ? 'typecheck or test' : 'typecheck'} script`;
  }
  if (await lacksDependencies(root, packageJson)) return 'there is no node_modules; run npm install';
  return undefined;
}

/** The app as it is, against the branch. */
export const runOldApp = (projectRef: string, context: ToolContext): Promise<AppCheck> =>
  runIn(context.workspace.root, projectRef, context);

/** A copy of the app with the types of the branch, against the branch; or why a copy says nothing. */
export async function runNewApp(projectRef: string, context: ToolContext): Promise<AppCheck | string> {
  const { workspace, provider, signal } = context;
  const types = await provider.generateTypes(projectRef, workspace.schemas);
  await using copy = await copyWorkspace(workspace.root, signal);
  await writeAtomically(join(copy.folder, workspace.types), types);
  const result = await runIn(copy.folder, projectRef, context);
  if (!result.typecheck.ok && (await compilesOnlyInPlace(copy.folder, context))) {
    return 'the app compiles in its own folder, but not in a copy of it';
  }
  return result;
}

/** The app as it is with the types that are in the workspace now; no database. */
export const compileApp = async (context: ToolContext): Promise<AppCheck> => ({
  typecheck: await checkTypes(context.workspace.root, context),
  test: notRun('tests do not run against production'),
});

async function runIn(folder: string, projectRef: string, context: ToolContext): Promise<AppCheck> {
  // At once, for the person who waits; what tests say of an app that does not compile counts for nothing.
  const [typecheck, test] = await Promise.all([
    checkTypes(folder, context),
    checkTests(folder, projectRef, context),
  ]);
  if (!typecheck.ok) return { typecheck, test: notRun('the app does not compile') };
  if (test.ok) return { typecheck, test };
  return { typecheck, test: await blameOnlyTheMigration(test, folder, projectRef, context) };
}

/** Of a project that extends files above its folder a copy never compiles, whatever the types: that is no finding. */
async function compilesOnlyInPlace(copy: string, context: ToolContext): Promise<boolean> {
  const { root, types } = context.workspace;
  await rm(join(copy, types), { force: true });
  await copyFile(join(root, types), join(copy, types)).catch(() => undefined);
  if ((await checkTypes(copy, context)).ok) return false;
  return (await checkTypes(root, context)).ok;
}
