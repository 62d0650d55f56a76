import { z } from 'zod';
import { noConstraints } from '../policies/constraints.ts';
import { judgeOwnBranch } from '../policies/project.ts';
import { allow, deny } from '../policies/verdict.ts';
import { type AppCheck, compileApp, runNewApp, runOldApp, whyNotChecked } from './app/run-app.ts';
import { defineTool, type ToolContext } from './define.ts';
import type { Observation } from './evidence.ts';
import { findBranch } from './verification/branch.ts';
import { CheckOutput, firstOf } from './verification/findings.ts';

const Input = z.strictObject({
  app: z
    .enum(['old', 'new', 'production'])
    .describe(
      'old: the app as it is, on the branch; new: with types of the branch, on the branch; production: compiles with the types in the workspace',
    ),
  branch_id: z.string().optional().describe('for old and new'),
});

/** Compiles the app and runs its tests. */
export const verifyApp = defineTool({
  name: 'verify_app',
  description:
    "Runs the workspace's npm scripts that compile and test the app, against a branch or with production's types.",
  input: Input,
  output: CheckOutput.extend({ checked: z.boolean() }),
  constraints: noConstraints,
  annotations: { readOnly: false, destructive: false, idempotent: true },
  judge: ({ app, branch_id }, _, facts) => {
    if (app === 'production') return allow('app/production', "the app's own scripts, without a database");
    return branch_id === undefined
      ? deny('app/no-branch', `app "${app}" runs against a branch`, 'name it in branch_id')
      : judgeOwnBranch(branch_id, facts);
  },
  run: async ({ app, branch_id }, context) => {
    const { provider } = context;
    const branch = app === 'production' ? null : await findBranch(provider, branch_id ?? '');
    const result = await check(app, branch?.project_ref ?? '', context);
    const outcome = describe(app, result);
    const { ok, checked, summary } = outcome;
    const observation: Observation = {
      step: app === 'production' ? 'types' : 'verify',
      fact: `${app}-app`,
      subject: branch?.id ?? provider.productionRef,
      ok,
      summary,
      observed: {
        checked,
        ...(typeof result === 'string' ? { why: result } : JSON.parse(JSON.stringify(result))),
      },
    };
    return { output: outcome, observed: [observation] };
  },
});

/** What the scripts showed, or why nothing could be run. */
async function check(app: 'old' | 'new' | 'production', projectRef: string, context: ToolContext) {
  const why = await whyNotChecked(context.workspace, app !== 'production');
  if (why !== undefined) return why;
  if (app === 'production') return compileApp(context);
  return app === 'old' ? runOldApp(projectRef, context) : runNewApp(projectRef, context);
}

const titles = {
  old: 'the app as it is',
  new: 'the app with the new types',
  production: "the app with production's types",
} as const;

function describe(app: keyof typeof titles, result: AppCheck | string) {
  if (typeof result === 'string')
    return { ok: true, checked: false, findings: [], summary: `not checked: ${result}` };
  const { typecheck, test } = result;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const findings: string[] = [];
  const done: string[] = [];
  for (const [what, { ran, ok, ms, failures, why }] of [
    ['compiles', typecheck],
    ['passes its tests', test],
  ] as const) {
    const detail = firstOf(failures).join('; ');
    if (!ran)
      done.push(...(why === null || app === 'production' ? [] : [`not checked whether it ${what}: ${why}`]));
    else if (ok) done.push(why === null ? `${what} (${seconds(ms)})` : `${why}: ${detail}`);
    else findings.push(`${titles[app]} does not ${infinitive[what]}: ${detail || why || 'see the output'}`);
  }
  const ok = findings.length === 0;
  return {
    ok,
    checked: true,
    findings,
    summary: ok ? `${titles[app]} ${done.join(', ')}` : findings.join('; '),
  };
}

const infinitive = { compiles: 'compile', 'passes its tests': 'pass its tests' } as const;
