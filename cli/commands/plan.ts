import { resolve } from 'node:path';
import type { Command } from 'commander';
import { recording } from '../../agents/models/recording/record.ts';
import { exitCode } from '../../errors.ts';
import { type Plan, plan } from '../../graph/engine/plan.ts';
import { describeOperation } from '../../postgres/operations/index.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { readRequest } from '../../triggers/source.ts';
import { interruptible } from '../interrupt.ts';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export function planCommand(program: Command): void {
  withJson(withModel(withWorkspace(program.command('plan'))))
    .description('only plan: what would change, or what has to be asked; nothing is written')
    .argument(
      '[source]',
      'a Markdown issue file, an issue of GitHub (its address, or OWNER/REPO#N), or - for standard input',
    )
    .option('--text <text>', 'the request itself')
    .action(async (source: string | undefined, options: CommonOptions & { text?: string }) => {
      const channel = openChannel(options.json === true, process);
      const request = await readRequest({
        ...(source === undefined ? {} : { source }),
        ...(options.text === undefined ? {} : { text: options.text }),
      });
      const workspace = await openWorkspace(options.workspace);
      await using session = new Session(process.env, channel);
      const provider = await session.provider(workspace, options.database);
      const { model: opened } = await session.model(options.model, workspace);
      const model = options.record === undefined ? opened : recording(opened, resolve(options.record));
      const agents = await session.agents(workspace);
      const planned = await interruptible(channel, (signal) =>
        plan(request, { model, provider, workspace, agents, tools, signal }),
      );
      show(request.title, planned, channel);
      channel.result({ type: 'result', ...planned });
      process.exitCode =
        planned.refused !== null
          ? exitCode.refused
          : planned.decision === 'clarify'
            ? exitCode.waiting
            : exitCode.done;
    });
}

function show(title: string, plan: Plan, channel: Channel): void {
  const { decision, operations, questions, risk, reason, refused } = plan;
  const { style, print } = channel;
  const list = (heading: string, lines: readonly string[]): void => {
    if (lines.length > 0) print(`\n${heading}\n${lines.map((line) => `  - ${escaped(line)}`).join('\n')}`);
  };
  print(
    `${style.bold(escaped(title))}\n  ${decision.replaceAll('_', ' ')}${risk === 'none' ? '' : `, risk ${risk}`}`,
  );
  if (refused !== null) print(`  ${style.red('refused')} (${refused.rule}): ${escaped(refused.reason)}`);
  else if (reason !== null) print(`  ${escaped(reason)}`);
  list('Operations', operations.map(describeOperation));
  list('Understood so far', plan.understood);
  list('Questions', questions);
  list('Assumptions', plan.assumptions);
  list('Left alone', plan.leftAlone);
  list('Hazards', plan.hazards);
}
