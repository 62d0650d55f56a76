import type { Command } from 'commander';
import { loadAgents } from '../../graph/load-agents.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { graphVersion } from '../../graph/version.ts';
import { tools } from '../../tools/registry.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';

export function graphCommand(program: Command): void {
  withJson(program.command('graph'))
    .description('print the graph of agents and handoffs as Mermaid')
    .option('--workspace <dir>', 'folder of the app; its .godwit/agents are in the graph too', '.')
    .action(async ({ json, workspace }: { json?: boolean; workspace: string }) => {
      const { print, result } = openChannel(json === true, process);
      const agents = (await loadAgents(tools, workspace)).map(({ definition }) => definition);
      const drawing = mermaid(agents);
      print(drawing);
      result({ type: 'result', version: graphVersion(agents), mermaid: drawing });
    });
}
