import { z } from 'zod';
import { BashConstraints, BashInput, doubtBash, judgeBash, workingDirectory } from '../policies/bash.ts';
import { isRefusal, parseShell } from '../policies/shell/parse.ts';
import { deny } from '../policies/verdict.ts';
import type { RunPlace } from './bash/arguments.ts';
import { Capture } from './bash/capture.ts';
import { minimalEnvironment } from './bash/environment.ts';
import { runPipeline } from './bash/pipeline.ts';
import { ProcessGroups } from './bash/process-group.ts';
import { findBubblewrap } from './bash/sandbox.ts';
import { defineTool } from './define.ts';
import { resolveExisting } from './paths.ts';
import { ensureAllowed } from './real-judgement.ts';

/** Programs with literal arguments; what runs is what the guard read, and no shell is involved. */
export const Bash = defineTool({
  name: 'Bash',
  description:
    'Runs allowed programs with literal arguments in the working directory; | && || ; work, variables and substitution do not.',
  input: BashInput,
  output: z.object({
    /** Of the last program that ran; null when the time ran out. */
    exitCode: z.number().nullable(),
    stdout: z.string(),
    stderr: z.string(),
    notice: z.string().nullable(),
  }),
  constraints: BashConstraints,
  annotations: { readOnly: false, destructive: true, idempotent: false },
  readOn: 'let the command print less',
  asksAppliedMigrations: true,
  judge: judgeBash,
  doubts: doubtBash,
  run: async ({ command, timeout }, { workspace, signal }, constraints) => {
    const script = parseShell(command);
    if (isRefusal(script)) return ensureNever(script.rule, script.reason);
    const { absolute, relative } = await resolveExisting(
      workspace.root,
      workingDirectory(constraints) || '.',
    );
    const place: RunPlace = { root: workspace.root, cwd: absolute, directory: relative };
    const milliseconds = Math.min(timeout ?? Number.POSITIVE_INFINITY, constraints.max_execution_time * 1000);

    using groups = new ProcessGroups();
    const [stdout, stderr] = [new Capture(), new Capture()];
    const environment = minimalEnvironment(workspace.root);
    const sandbox = await findBubblewrap(environment.PATH ?? '');
    const options = { place, environment, sandbox, groups, stdout, stderr };
    let timedOut = false;
    const end = () => groups.end();
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    try {
      let code = 0;
      for (const pipeline of script) {
        signal.throwIfAborted();
        if (timedOut) break;
        if ((pipeline.after === '&&' && code !== 0) || (pipeline.after === '||' && code === 0)) continue;
        code = await runPipeline(pipeline, options);
      }
      signal.throwIfAborted();
      const [out, err] = [stdout.finish(), stderr.finish()];
      const notices = [
        ...(timedOut ? [`ended after ${milliseconds / 1000} s, with everything it had started`] : []),
        ...(out.left + err.left > 0 ? [`${out.left + err.left} characters of the output were left out`] : []),
      ];
      return {
        output: {
          exitCode: timedOut ? null : code,
          stdout: out.text,
          stderr: err.text,
          notice: notices.length === 0 ? null : notices.join('; '),
        },
      };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  },
});

/** The guard parsed the same text before; this is reached only past the guard. */
function ensureNever(rule: string, reason: string): never {
  ensureAllowed(deny(rule, reason));
  throw new Error(reason);
}
