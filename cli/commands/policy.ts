import type { Command } from 'commander';
import { loadSqlParser } from '../../policies/sql/parser.ts';
import { openWorkspace } from '../../tools/workspace/open.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { effectivePolicy } from '../policy/effective-policy.ts';
import { NoCallToExplain } from '../policy/errors.ts';
import { type Explanation, explainCall, explainLine, type JudgedPlace } from '../policy/explain.ts';
import { linesOf } from '../policy/lines.ts';
import { placeIn, withEmptyWorkspace } from '../policy/place.ts';
import { explanationText, policyText } from '../policy/text.ts';

interface ExplainOptions {
  readonly agent: string;
  readonly tool?: string;
  readonly input?: string;
  readonly branchCreated?: boolean;
  readonly workspace?: string;
  readonly json?: boolean;
}

export function policyCommand(program: Command): void {
  const policy = program.command('policy').description('what an agent may do, and what it would be told');
  withJson(policy.command('explain'))
    .description(
      'judge a call of a tool, or JSON lines {"tool","input","context"} on standard input; nothing runs',
    )
    .option('--agent <agent>', 'name of an agent, or path of its file', 'data-migration-specialist')
    .option('--tool <tool>', 'the tool, e.g. Bash')
    .option('--input <json>', 'its input, e.g. \'{"command":"ls"}\'')
    .option('--branch-created', 'the run has a branch; --input may name it "branch"')
    .option('--workspace <dir>', 'judge in this workspace, under its policies (else in an empty one)')
    .action(explain);
  withJson(policy.command('show'))
    .description('the policy in effect, with the place each line comes from')
    .argument('<agent>', 'name of an agent, or path of its file')
    .option('--workspace <dir>', 'folder whose policies/ tighten it', '.')
    .action(show);
}

async function explain(options: ExplainOptions): Promise<void> {
  const { tool, input, workspace } = options;
  if (tool === undefined && input !== undefined)
    throw new NoCallToExplain('--input is there, --tool is missing');
  if (tool !== undefined && input === undefined)
    throw new NoCallToExplain('--tool is there, --input is missing');
  if (tool === undefined && process.stdin.isTTY) throw new NoCallToExplain('there is no call to judge');
  const call =
    tool === undefined
      ? undefined
      : {
          tool,
          input: parsedInput(input ?? ''),
          context: { branch_created: options.branchCreated === true },
        };
  if (workspace === undefined) {
    await withEmptyWorkspace(async (empty) => {
      const policy = await ready(options.agent);
      const place = { ...(await placeIn(empty, policy.role)), appliedMigrations: undefined };
      await tell(policy, place, call, options);
    });
  } else {
    const opened = await openWorkspace(workspace);
    const policy = await ready(options.agent, opened.root);
    await tell(policy, await placeIn(opened, policy.role), call, options);
  }
}

const ready = async (agent: string, root?: string) =>
  (await Promise.all([effectivePolicy(agent, root), loadSqlParser()]))[0];

async function tell(
  policy: Awaited<ReturnType<typeof ready>>,
  place: JudgedPlace,
  call: Parameters<typeof explainCall>[0] | undefined,
  { json }: ExplainOptions,
): Promise<void> {
  const forPerson = json !== true && process.stdout.isTTY;
  const { style } = openChannel(!forPerson, process);
  const say = (explanation: Explanation): boolean =>
    process.stdout.write(
      `${forPerson ? explanationText(explanation, style) : JSON.stringify(explanation)}\n`,
    );
  if (call !== undefined) {
    say(explainCall(call, policy, place));
    return;
  }
  let number = 0;
  for await (const line of linesOf(process.stdin)) {
    number += 1;
    if (line.trim() !== '') say(explainLine(line, number, policy, place));
  }
}

function parsedInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoCallToExplain(`--input is no JSON: ${escaped(text.slice(0, 80))}`);
  }
}

async function show(
  agent: string,
  { workspace, json }: { workspace: string; json?: boolean },
): Promise<void> {
  const { print, result, style } = openChannel(json === true, process);
  const { policy } = await effectivePolicy(agent, workspace);
  print(policyText(policy, style));
  const { version, lines, removed, warnings } = policy;
  result({
    type: 'result',
    agent: policy.agent,
    version,
    tools: [...policy.tools.keys()],
    lines,
    removed,
    warnings,
  });
}
