import type { Command } from 'commander';
import { receiverOf } from '../../graph/insert-agents.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { tools } from '../../tools/registry.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';

export function agentsCommand(program: Command): void {
  withJson(program.command('agents'))
    .description('list the agents: what they take and give, their tools and constraints')
    .option('--workspace <dir>', 'folder of the app; its .godwit/agents are listed too', '.')
    .action(async ({ json, workspace }: { json?: boolean; workspace: string }) => {
      const { print, result, style } = openChannel(json === true, process);
      const agents = await loadAgents(tools, workspace);
      for (const { definition, file, policy } of agents) {
        print(`${style.bold(definition.name)}  ${style.dim(file.path)}`);
        print(`  ${file.description}`);
        print(`  takes   ${definition.accepts.join(', ')}`);
        for (const [to, handoff] of Object.entries(definition.emits)) {
          const receiver = receiverOf(definition, to);
          print(`  gives   ${handoff} to ${to}${receiver === to ? '' : `, by way of ${receiver}`}`);
        }
        print(`  model   ${file.model}`);
        print(`  tools   ${[...policy.tools.keys()].join(', ')}`);
        for (const [tool, constraints] of Object.entries(file.toolConstraints)) {
          print(`  limits  ${tool}: ${JSON.stringify(constraints)}`);
        }
        for (const warning of policy.warnings) print(`  ${style.yellow(`warning: ${warning}`)}`);
        print('');
      }
      result({
        type: 'result',
        agents: agents.map(({ definition: { name, accepts, emits, via }, file, policy }) => ({
          name,
          path: file.path,
          description: file.description,
          model: file.model,
          accepts,
          emits,
          via: via ?? {},
          tools: [...policy.tools.keys()],
          tool_constraints: file.toolConstraints,
          warnings: policy.warnings,
        })),
      });
    });
}
