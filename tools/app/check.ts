import type { ToolContext } from '../define.ts';
import { compilerErrors, failedTests } from './read-output.ts';
import { runScript, type ScriptRun } from './run-script.ts';

/** What one script showed; goes into the ledger as it is. */
export interface ScriptCheck {
  readonly ran: boolean;
  readonly ok: boolean;
  readonly ms: number;
  readonly tail: string;
  /** Compiler messages with file and line, or names of failed tests. */
  readonly failures: readonly string[];
  /** Why it did not run, or why a failure does not count. */
  readonly why: string | null;
}

export const notRun = (why: string): ScriptCheck => ({
  ran: false,
  ok: true,
  ms: 0,
  tail: '',
  failures: [],
  why,
});

/** Runs the workspace's script that compiles the app, in a folder; without any database. */
export async function checkTypes(folder: string, context: ToolContext): Promise<ScriptCheck> {
  const script = context.workspace.scripts.typecheck;
  if (script === null) return notRun('package.json has no typecheck script');
  context.progress(`npm run ${script}`);
  const run = await runScript({ folder, script, environment: {}, signal: context.signal });
  return checked(run, compilerErrors(run.output));
}

/** Runs the workspace's tests against a database. */
export async function checkTests(
  folder: string,
  projectRef: string,
  context: ToolContext,
): Promise<ScriptCheck> {
  const script = context.workspace.scripts.test;
  if (script === null) return notRun('package.json has no test script');
  context.progress(`npm run ${script}, against ${projectRef}`);
  const environment = context.provider.environment(projectRef);
  const run = await runScript({ folder, script, environment, signal: context.signal });
  return checked(run, [...compilerErrors(run.output), ...failedTests(run.output)]);
}

const checked = ({ ok, ms, tail, timedOut }: ScriptRun, failures: readonly string[]): ScriptCheck => ({
  ran: true,
  ok,
  ms,
  tail,
  failures: ok ? [] : failures,
  why: timedOut ? `ended after ${Math.round(ms / 1000)} s without an answer` : null,
});
